import { describe, expect, it } from 'vitest';

import { addUser } from '../../emulator/device/accounts/accounts.ts';
import { digestHa1 } from '../../emulator/device/factory.ts';
import { profileFor, releases } from '../../emulator/firmware/releases.ts';
import { classDeclarations } from '../../emulator/wsman/classes/index.ts';
import type { Caller, ClassDeclaration } from '../../emulator/wsman/declaration.ts';
import { classUri } from '../../emulator/wsman/namespaces.ts';
import { post, statusOf, Website } from '../unit/emulator/http/wire-client.ts';
import { get } from '../unit/emulator/wsman/requests.ts';
import { generalSettings } from '../unit/emulator/wsman/sample-classes.ts';
import { GuardedDevice, reading, userOf, type Verdict } from './access-control-bench.ts';

/** Releases with WS-Management. */
const walked = releases.filter((release) => profileFor(release).capabilities.has('wsman'));
const ADMINISTRATION = 3;
const AUDITOR = 20;
const PASSWORD = 'P@ssw0rd';
const realms = Array.from({ length: 23 }, (_, index) => index + 2);

function isLetIn(caller: Caller, wanted: readonly number[]): boolean {
  return caller.isAdmin || wanted.some((realm) => caller.realms.includes(realm));
}

/** A refusal for want of a realm: AccessDenied on the wire, the realms that would do in the decision log. */
function isProperRefusal({ subcode, decisions }: Verdict, wanted: readonly number[]): boolean {
  const [decision, ...others] = decisions;
  const needed = decision?.inputs['needed'];
  return (
    subcode === 'e:AccessDenied' &&
    others.length === 0 &&
    decision?.code === 'wsman.realm.missing' &&
    decision.verdict === 'refused' &&
    Array.isArray(needed) &&
    needed.join() === wanted.join()
  );
}

async function statusOfLogin(site: Website, user: string): Promise<number> {
  const authorization = await site.authorization({ user, password: PASSWORD });
  return statusOf(await site.exchange(site.connect(), post('/wsman', get(generalSettings.uri), authorization)));
}

function isRefusedForRealm({ decisions }: Verdict): boolean {
  return decisions.some(({ code }) => code === 'wsman.realm.missing');
}

/** The realms that a Get asks for: those of the class, and those of the derived class whose object answers. */
function demandsOfGet(device: GuardedDevice, declaration: ClassDeclaration, caller: Caller): readonly number[][] {
  const [own, ...derived] = device.catalogue.under(declaration.uri);
  if (own === undefined) return [];
  const context = device.contextOf(caller);
  const answering = [own, ...derived].find((one) => one.instances(context).length > 0);
  const asked = own.isAbstract === true && derived.length > 0 ? [] : [own.readRealms];
  return [...asked, ...(answering === undefined || answering === own ? [] : [answering.readRealms])].map((list) => [
    ...list,
  ]);
}

describe.each(walked)('release %s', (release) => {
  it('lets exactly the declared realms write and call, and everybody else change nothing', () => {
    const device = new GuardedDevice(release);
    const errands = device.writes();
    expect(errands.length).toBeGreaterThan(30);
    const wrong: string[] = [];
    for (const realm of realms) {
      const caller = userOf(realm);
      for (const { declaration, what, realms: wanted, request } of errands) {
        const commits = device.commits;
        const verdict = device.ask(request, caller);
        const isRight = isLetIn(caller, wanted)
          ? !isRefusedForRealm(verdict)
          : isProperRefusal(verdict, wanted) && device.commits === commits;
        if (!isRight) wrong.push(`${declaration.name}.${what} realm ${realm}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('lets exactly the declared realms read', () => {
    const device = new GuardedDevice(release);
    const wrong: string[] = [];
    for (const realm of realms) {
      const caller = userOf(realm);
      for (const declaration of device.catalogue.classes) {
        const missing = demandsOfGet(device, declaration, caller).find((wanted) => !isLetIn(caller, wanted));
        const verdict = device.ask(reading(declaration), caller);
        const isRight = missing === undefined ? !isRefusedForRealm(verdict) : isProperRefusal(verdict, missing);
        if (!isRight) wrong.push(`${declaration.name} realm ${realm}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(device.commits).toBe(0);
  });

  it('shows each user those objects of an enumeration that his realms reach', () => {
    const device = new GuardedDevice(release);
    const wrong: string[] = [];
    for (const realm of realms) {
      const caller = userOf(realm);
      for (const { uri, name } of device.catalogue.classes) {
        const under = device.catalogue.under(uri);
        if (under[0]?.enumerate === false) continue;
        const context = device.contextOf(caller);
        const expected = under
          .filter((one) => one.enumerate !== false && one.isAbstract !== true && isLetIn(caller, one.readRealms))
          .flatMap((one) => one.instances(context).map(() => one.name));
        const shown = device.shown(uri, caller);
        if (shown.toSorted().join() !== expected.toSorted().join()) wrong.push(`${name} realm ${realm}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('asks for realms that the release knows', () => {
    const device = new GuardedDevice(release);
    const known = new Set(device.profile.accounts.realms);
    const closed = device
      .writes()
      .filter(({ realms: wanted }) => !wanted.some((realm) => known.has(realm)))
      .map(({ declaration, what }) => `${declaration.name}.${what}`);
    expect(closed).toEqual([]);
  });
});

/**
 * What Intel's description of the realms says about features (Intel AMT Implementation and Reference Guide, users and
 * permissions realms), with classes of each.
 */
const features: readonly (readonly [feature: string, realm: number, classes: readonly string[]])[] = [
  ['redirection', 2, ['AMT_RedirectionService', 'CIM_KVMRedirectionSAP', 'IPS_KVMRedirectionSettingData']],
  ['consent', 2, ['IPS_OptInService', 'IPS_ScreenSettingData', 'IPS_SecIOService']],
  ['hardware assets', 4, ['CIM_Chassis', 'CIM_Processor', 'CIM_PhysicalMemory', 'CIM_Fan', 'CIM_Battery']],
  ['remote control', 5, ['AMT_BootSettingData', 'CIM_BootService', 'CIM_PowerManagementService']],
  ['storage', 6, ['AMT_ThirdPartyDataStorageService']],
  ['storage administration', 8, ['AMT_ThirdPartyDataStorageAdministrationService']],
  ['events', 7, ['AMT_MessageLog', 'CIM_FilterCollection', 'AMT_PETFilterSetting', 'AMT_SNMPEventSubscriber']],
  ['local agents', 9, ['AMT_AgentPresenceWatchdog']],
  ['agent presence', 10, ['AMT_AgentPresenceWatchdog', 'AMT_AgentPresenceWatchdogAction']],
  ['system defense', 11, ['AMT_SystemDefensePolicy', 'AMT_Hdr8021Filter', 'AMT_IPHeadersFilter']],
  ['network time', 12, ['AMT_TimeSynchronizationService']],
  ['end point access control', 17, ['AMT_EndpointAccessControlService']],
  ['end point access administration', 18, ['AMT_EndpointAccessControlService']],
  ['auditing', 20, ['AMT_AuditLog', 'AMT_AuditPolicyRule']],
  ['accounts', 21, ['AMT_AuthorizationService', 'CIM_Account', 'CIM_Role']],
];
/** Realms that only read. */
const readers: typeof features = [
  ['general information', 13, ['CIM_ComputerSystem', 'CIM_SoftwareIdentity', 'AMT_GeneralSettings', 'CIM_Fan']],
  ['the event log', 19, ['AMT_MessageLog', 'AMT_EventLogEntry']],
];

describe('the realm of', () => {
  const realmsOf = (name: string): { readonly reads: readonly number[]; readonly writes: readonly number[] } => {
    const declaration = classDeclarations.find((one) => one.name === name);
    const { readRealms = [], writeRealms = [], methods = [] } = declaration ?? {};
    return { reads: readRealms, writes: [...writeRealms, ...methods.flatMap((method) => method.realms ?? [])] };
  };

  it.each(features)('%s, %d, lets its users write and read', (_feature, realm, classes) => {
    const closed = classes.filter((name) => {
      const { reads, writes } = realmsOf(name);
      return !reads.includes(realm) || !writes.includes(realm);
    });
    expect(closed).toEqual([]);
  });

  it.each(readers)('%s, %d, lets its users read and not write', (_feature, realm, classes) => {
    const closed = classes.filter((name) => !realmsOf(name).reads.includes(realm));
    expect(closed).toEqual([]);
    const device = new GuardedDevice('11.8');
    const open = device
      .writes()
      .filter(({ declaration, what }) => classes.includes(declaration.name) && /^(Put|Create|Delete)$/.test(what))
      .filter(({ request }) => !isRefusedForRealm(device.ask(request, userOf(realm))));
    expect(open.map(({ declaration, what }) => `${declaration.name}.${what}`)).toEqual([]);
  });
});

describe('over the network', () => {
  it.each(realms)('a local user of realm %d is not let in', async (realm) => {
    const site = new Website(profileFor('16.1'));
    const { accounts } = site.bench.state;
    const ha1 = digestHa1('local', accounts.digestRealm, PASSWORD);
    const who = { kind: 'digest', username: 'local', ha1 } as const;
    const user = { handle: 2, enabled: true, who, accessPermission: 0, realms: [realm] } as const;
    site.bench.state = { ...site.bench.state, accounts: { ...accounts, users: [user] } };
    expect(await statusOfLogin(site, 'local')).toBe(401);
    expect(site.bench.codes()).toContain('http.digest.local-only-user');
    site.bench.state = { ...site.bench.state, accounts: { ...accounts, users: [{ ...user, accessPermission: 1 }] } };
    expect(await statusOfLogin(site, 'local')).not.toBe(401);
  });

  it.each(['$$OsAdmin', '$$uns'])('%s, an account of the firmware, is not let in', async (name) => {
    expect(await statusOfLogin(new Website(profileFor('16.1')), name)).toBe(401);
  });
});

describe('the audit log', () => {
  const AUDIT_LOG = classUri('AMT_AuditLog');

  function withAuditor(enabled = true): GuardedDevice {
    const device = new GuardedDevice('16.1');
    const added = addUser(device.state, device.instant(), {
      digestUsername: 'auditor',
      digestPassword: Buffer.alloc(16, 1).toString('base64'),
      accessPermission: 2,
      realms: [AUDITOR],
    });
    if (!added.ok) throw new Error(added.refusal.code);
    const { accounts } = added.state;
    const users = accounts.users.map((user) => ({ ...user, enabled }));
    device.become(() => ({ ...added.state, accounts: { ...accounts, users } }));
    return device;
  }

  it('belongs to the administrator as long as there is no auditor, or the auditor is disabled', () => {
    for (const device of [new GuardedDevice('16.1'), withAuditor(false)])
      expect(device.ask(get(AUDIT_LOG), userOf(ADMINISTRATION)).answer.status).toBe(200);
  });

  it('is not covered by administrator rights once there is an auditor', () => {
    const device = withAuditor();
    const refused = device.ask(get(AUDIT_LOG), userOf(ADMINISTRATION));
    expect([refused.subcode, refused.decisions.map(({ code }) => code)]).toEqual([
      'e:AccessDenied',
      ['wsman.realm.missing'],
    ]);
    expect(device.shown(AUDIT_LOG, userOf(ADMINISTRATION))).toEqual([]);
    expect(device.ask(get(AUDIT_LOG), userOf(AUDITOR)).answer.status).toBe(200);
    expect(device.ask(get(AUDIT_LOG), userOf(ADMINISTRATION, AUDITOR)).answer.status).toBe(200);
  });

  it('is all that administrators lose to an auditor', () => {
    const device = withAuditor();
    const closed = device.catalogue.classes
      .filter((declaration) => isRefusedForRealm(device.ask(reading(declaration), userOf(ADMINISTRATION))))
      .map(({ name }) => name);
    expect(closed).toEqual(['AMT_AuditLog', 'AMT_AuditPolicyRule']);
  });
});
