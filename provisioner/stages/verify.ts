import type { AmtDevice } from '../amt/amt-device.ts';
import { isUnknownToDevice } from '../amt/amt-error.ts';
import { sameRealms, wantedAccess } from './access-control.ts';
import { realmOf } from './kerberos.ts';
import { choosePowerScheme } from './power-policy.ts';
import { StageRefusal, deviceOf } from './work.ts';
import type { Stage, StageWork } from './work.ts';

async function accessMismatches(work: StageWork, device: AmtDevice): Promise<readonly string[]> {
  const wanted = await wantedAccess(work);
  const present = (await device.users()).filter((one) => one.sid !== undefined);
  const right = present.filter((one) => sameRealms(wanted.get(one.sid ?? '') ?? [], one.realms));
  return right.length === wanted.size && present.length === wanted.size ? [] : ['access control list'];
}

async function powerMismatches(work: StageWork, device: AmtDevice): Promise<readonly string[]> {
  try {
    const wanted = choosePowerScheme(await device.powerSchemes(), work.context.settings.amt.manageability);
    const now = await device.currentPowerScheme();
    return wanted === undefined || now === undefined || now === wanted.instanceId ? [] : ['power package'];
  } catch (error) {
    if (isUnknownToDevice(error)) return [];
    throw error;
  }
}

async function optionMismatches(work: StageWork, device: AmtDevice): Promise<readonly string[]> {
  const { settings, computer } = work.context;
  const general = await device.generalSettings();
  const redirection = await device.redirection();
  const sol = settings.amt.enableSerialOverLanAndIdeRedirection;
  const named = general.domainName === '' ? general.hostName : `${general.hostName}.${general.domainName}`;
  const tests: readonly (readonly [string, boolean])[] = [
    ['host and domain name', named.toLowerCase() === computer.fqdn.toLowerCase()],
    ['ping responses', general.pingResponseEnabled === settings.amt.enablePingResponses],
    ['serial over LAN', redirection.serialOverLan === sol],
    ['IDE redirection', redirection.ideRedirection === sol],
    ['redirection listener', redirection.listenerEnabled === sol],
  ];
  return tests.flatMap(([name, right]) => (right ? [] : [name]));
}

async function securityMismatches(work: StageWork, device: AmtDevice): Promise<readonly string[]> {
  const { settings } = work.context;
  const { state } = await device.setupState();
  const tls = await device.tls();
  const kerberos = await device.kerberos();
  const tolerance = kerberos.maximumClockToleranceMinutes;
  const tests: readonly (readonly [string, boolean])[] = [
    ['provisioning state', state === 'post'],
    ['certificate', device.certificate.kind === 'issued'],
    ['TLS', tls.enabled && !tls.mutualAuthentication && !tls.acceptNonSecureConnections],
    ['Kerberos', kerberos.enabled],
    ['Kerberos realm', kerberos.realm.toUpperCase() === realmOf(settings.general.container)],
    ['Kerberos clock tolerance', tolerance === undefined || tolerance === settings.amt.kerberosClockToleranceMinutes],
  ];
  return tests.flatMap(([name, right]) => (right ? [] : [name]));
}

/**
 * Reads back what was set; a computer counts as provisioned only if all of it is there. Not looked at is what a device
 * never shows again: passwords, the Kerberos key, and whether the web interface is on.
 */
export const verify: Stage = {
  name: 'verify',
  async run(work) {
    const device = deviceOf(work);
    const wrong = [
      ...(await securityMismatches(work, device)),
      ...(await optionMismatches(work, device)),
      ...(await accessMismatches(work, device)),
      ...(await powerMismatches(work, device)),
    ];
    if (wrong.length > 0) throw new StageRefusal('verify.mismatch', `Not as set: ${wrong.join(', ')}.`);
  },
};
