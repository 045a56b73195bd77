import type { DeviceState, HashAlgorithm, ProvisioningRecord } from '../../../device/state.ts';
import type { Instance } from '../../declaration.ts';
import { OWNER, PROVISIONING_LOG } from './log-names.ts';

const OPERATIONAL = 2;
/** SelectedHashType. */
const hashTypes: Readonly<Record<HashAlgorithm, number>> = { sha1: 1, sha256: 2, sha384: 3 };

/** What every record of a setup has; that its one record has number 1 is assumed. */
function commonValues(className: string): Instance {
  return {
    InstanceID: `Intel(r) AMT: ${className} 1`,
    LogInstanceID: PROVISIONING_LOG,
    LogName: 'Intel(r) AMT Provisioning Record Log',
    OwningEntity: OWNER,
    RecordID: '1',
  };
}

/** The record of a setup over TLS; none before setup has ended. */
export function tlsRecords({ setup }: DeviceState): readonly Instance[] {
  const { record } = setup;
  if (record === undefined || setup.provisioningState !== OPERATIONAL) return [];
  return [{ ...commonValues('IPS_TLSProvisioningRecord'), ...valuesOf(record) }];
}

/** The record of a machine that was set up without a setup server; when that was is not kept. */
export function manualRecords({ setup }: DeviceState): readonly Instance[] {
  if (setup.record !== undefined || setup.provisioningState !== OPERATIONAL) return [];
  return [commonValues('IPS_ManualProvisioningRecord')];
}

function valuesOf(record: ProvisioningRecord): Instance {
  return {
    AdditionalCaSerialNums: record.moreSerials,
    CaCertificateSerials: record.issuerSerials.map((serial) => Buffer.from(serial, 'hex').toString('base64')),
    CreationTimeStamp: { kind: 'datetime', ms: record.atMs },
    HashIsOemDefault: record.hashIsDefault,
    HostInitiated: record.hostInitiated,
    IsTimeValid: record.isTimeValid,
    ProvServerFQDN: record.serverFqdn,
    ProvServerIP: record.serverAddress,
    ProvisioningTLSMode: record.tlsMode,
    SecureDNS: record.secureDns,
    SelectedHashData: Buffer.from(record.hashHex, 'hex').toString('base64'),
    SelectedHashType: hashTypes[record.hashAlgorithm],
  };
}
