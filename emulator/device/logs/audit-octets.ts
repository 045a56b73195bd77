import { counted } from './audit-log-record.ts';
import type { DeviceState, UserAclEntry } from '../state.ts';

const NETWORK_LAN = 0;

/** A number as extended data of the audit log has it: four octets, the high one first. */
export function auditWord(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value, 0);
  return octets;
}

/** A user as extended data names it: kind, then name, or number and domain of the SID. Nobody is no octets. */
export function userOctets(entry: UserAclEntry | undefined): Buffer {
  if (entry === undefined) return Buffer.alloc(0);
  if (entry.who.kind === 'digest') return Buffer.concat([Buffer.of(0), counted(Buffer.from(entry.who.username))]);
  const sid = Buffer.from(entry.who.sid, 'base64');
  const rid = Buffer.alloc(4);
  if (sid.length >= 4) rid.writeUInt32BE(sid.readUInt32LE(sid.length - 4), 0);
  return Buffer.concat([Buffer.of(1), rid, counted(sid.subarray(0, Math.max(0, sid.length - 4)))]);
}

/** Interface, DHCP, then address, mask, gateway and the two name servers. */
export function addressOctets({ network }: DeviceState): Buffer {
  const { dhcpEnabled, fixed } = network;
  const addresses = [fixed.address, fixed.mask, fixed.gateway, fixed.primaryDns, fixed.secondaryDns];
  const octets = addresses.map((address) => {
    const parts = address.split('.').map(Number);
    return Buffer.from(parts.length === 4 ? parts : [0, 0, 0, 0]);
  });
  return Buffer.concat([auditWord(NETWORK_LAN), Buffer.of(dhcpEnabled ? 1 : 0), ...octets]);
}

/** TLS of the network and of the host: 0 none, 1 server, 2 mutual. */
export function tlsModeOctets({ tls }: DeviceState): Buffer {
  const { remote, local } = tls.pending;
  const mode = ({ enabled, mutualAuthentication }: typeof remote): number =>
    enabled ? (mutualAuthentication ? 2 : 1) : 0;
  return Buffer.of(mode(remote), mode(local));
}
