import type { ClassDeclaration } from '../../declaration.ts';
import {
  remoteAccessCredentialContext,
  remoteAccessPolicyAppliesToMps,
  rasSessionUsingPort,
  remoteAccessAvailableToElement,
} from './associations.ts';
import { httpProxyAccessPoint } from './http-proxy-access-point.ts';
import { httpProxyService } from './http-proxy-service.ts';
import { managementPresenceRemoteSap } from './management-presence-remote-sap.ts';
import { mpsUsernamePassword } from './mps-username-password.ts';
import { remoteAccessCapabilities } from './remote-access-capabilities.ts';
import { remoteAccessPolicyRule } from './remote-access-policy-rule.ts';
import { remoteAccessService } from './remote-access-service.ts';
import { userInitiatedConnectionService } from './user-initiated-connection-service.ts';

export const remoteAccessClasses: readonly ClassDeclaration[] = [
  remoteAccessCredentialContext,
  remoteAccessPolicyAppliesToMps,
  rasSessionUsingPort,
  remoteAccessAvailableToElement,
  httpProxyAccessPoint,
  httpProxyService,
  managementPresenceRemoteSap,
  mpsUsernamePassword,
  remoteAccessCapabilities,
  remoteAccessPolicyRule,
  remoteAccessService,
  userInitiatedConnectionService,
];
