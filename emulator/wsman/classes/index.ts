import type { ClassDeclaration } from '../declaration.ts';
import { abstractClasses } from './abstract-classes.ts';
import { hardwareClasses } from './hardware/index.ts';
import { systemClasses } from './system/index.ts';
import { networkClasses } from './network/index.ts';
import { remoteAccessClasses } from './remote-access/index.ts';
import { logsClasses } from './logs/index.ts';
import { eventingClasses } from './eventing/index.ts';
import { securityClasses } from './security/index.ts';
import { powerClasses } from './power/index.ts';
import { redirectionClasses } from './redirection/index.ts';
import { defenseClasses } from './defense/index.ts';
import { hostStorageClasses } from './host-storage/index.ts';

/** Every class of every release, as declarations; the catalogue cuts them to one release. */
export const classDeclarations: readonly ClassDeclaration[] = [
  ...abstractClasses,
  ...hardwareClasses,
  ...systemClasses,
  ...networkClasses,
  ...remoteAccessClasses,
  ...logsClasses,
  ...eventingClasses,
  ...securityClasses,
  ...powerClasses,
  ...redirectionClasses,
  ...defenseClasses,
  ...hostStorageClasses,
];
