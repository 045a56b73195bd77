import { requestMediaTableUpdate } from '../../../device/host/asset-tables.ts';
import { smbiosStructures } from '../../../hardware/smbios.ts';
import type { CallContext, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { serviceKeyValues } from '../service-shape.ts';
import { flagIn } from '../value-readings.ts';
import { pcOf } from './pc.ts';

/** SMBIOS structures that the service lists, as recorded: the AMT information and the vPro verification table. */
const listed: readonly number[] = [130, 131];
const NAME = 'Intel(r) AMT Asset Table Service';
/** The type is a key too; a published reference to table 131 says 1. A BIOS writes one structure of each listed type. */
const FIRST_OF_TYPE = '1';
const IDER_BIT = 1;
const SOL_BIT = 2;

/** The service that lists the tables. */
export function assetTableServiceInstances(): readonly Instance[] {
  return [
    {
      ...serviceKeyValues('AMT_AssetTableService', NAME),
      ElementName: NAME,
      TableTypes: listed.map((type) => `SMbios:${type}`),
    },
  ];
}

/** The listed tables, each a structure as the BIOS wrote it. */
export function assetTableInstances(context: CallContext): readonly Instance[] {
  const { identity, network, redirection, setup } = context.state;
  const structures = smbiosStructures(pcOf(context), identity, {
    version: context.instant.profile.version,
    isEnabled: setup.provisioningState > 0,
    hasIder: (redirection.enabledState & IDER_BIT) !== 0,
    hasSol: (redirection.enabledState & SOL_BIT) !== 0,
    isNetworkEnabled: network.interfaceEnabled,
  });
  return structures
    .filter(({ type }) => listed.includes(type))
    .map(({ type, bytes }) => ({
      InstanceID: FIRST_OF_TYPE,
      TableData: bytes.toString('base64'),
      TableType: type,
      TableTypeInfo: 'SMbios',
    }));
}

/** RequestMediaDeviceTableUpdate. */
export function requestMediaUpdate({ state }: CallContext, input: Instance): MethodResult {
  const isFullUpdate = flagIn(input, 'FullUpdate') ?? false;
  const isSticky = flagIn(input, 'Sticky') ?? false;
  return returned(requestMediaTableUpdate(state, { isFullUpdate, isSticky }), () => ({}));
}
