import { keyOfCertificate } from '../../../device/trust/certificate-store.ts';
import type { CallContext, Instance } from '../../declaration.ts';
import { certificateId, certificateUris, keyId, referenceTo } from '../security/certificate-references.ts';
import { paired, type Ends, type Pairing, type ServedInstance } from '../served.ts';
import { textIn } from '../value-readings.ts';
import { identityInRole } from './element-links.ts';

const ENDS: Ends = ['Antecedent', 'Dependent'];

/** A wireless network and the 802.1X settings that it uses have one name. */
const wirelessAuthentication: Pairing = {
  one: 'CIM_WiFiEndpointSettings',
  other: 'CIM_IEEE8021xSettings',
  fits: (network, authentication) =>
    authentication.className === 'CIM_IEEE8021xSettings' &&
    network.instance['ElementName'] === authentication.instance['ElementName'],
};

/** A watched agent and what happens when its state changes; the rule's name begins with the agent's. */
const agentActions: Pairing = {
  one: 'AMT_AgentPresenceWatchdog',
  other: 'AMT_AgentPresenceWatchdogAction',
  fits: ({ instance: agent }, { instance: action }) =>
    textIn(action, 'PolicyRuleName') === [textIn(agent, 'DeviceID'), textIn(action, 'PolicyActionName')].join(' '),
};

/** The service that hands out tables of the asset inventory, and each of its tables. */
const assetTables: Pairing = { one: 'AMT_AssetTableService', other: 'AMT_AssetTable' };

/** A certificate and the key pair that it is for, where the store has both: recorded with the certificate first. */
function keysOfCertificates({ state }: CallContext): readonly Instance[] {
  return state.certificates.certificates.flatMap(({ handle }) => {
    const key = keyOfCertificate(state, handle);
    return key === undefined
      ? []
      : [
          {
            Antecedent: referenceTo(certificateUris.certificate, certificateId(handle)),
            Dependent: referenceTo(certificateUris.key, keyId(key.handle)),
          },
        ];
  });
}

/** Accounts and their roles, those of the firmware first: a recorded answer begins with `$$OsAdmin`. */
function accountsInRoles(context: CallContext): readonly Instance[] {
  const isOfFirmware = (identity: ServedInstance): boolean =>
    textIn(identity.instance, 'InstanceID')?.startsWith('Intel(r) AMT:$$') === true;
  const { one, other, fits } = identityInRole;
  const those = (isWanted: (identity: ServedInstance) => boolean): Pairing => ({
    one,
    other,
    fits: (identity, role) => isWanted(identity) && fits(identity, role),
  });
  return paired(context, [those(isOfFirmware), those((identity) => !isOfFirmware(identity))], ENDS);
}

/**
 * CIM_ConcreteDependency: accounts and roles, asset tables, certificates and keys (recorded, in this order), wireless
 * networks and 802.1X.
 */
export function concreteDependencies(context: CallContext): readonly Instance[] {
  return [
    ...accountsInRoles(context),
    ...paired(context, [assetTables], ENDS),
    ...keysOfCertificates(context),
    ...paired(context, [wirelessAuthentication, agentActions], ENDS),
  ];
}
