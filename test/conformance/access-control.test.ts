import { describe, expect, it } from 'vitest';

import { addUser } from '../../emulator/device/accounts.ts';
import { profileFor, releases } from '../../emulator/firmware/releases.ts';
import type { Caller, ClassDeclaration } from '../../emulator/wsman/declaration.ts';
import { classUri } from '../../emulator/wsman/namespaces.ts';
import { get } from '../unit/emulator/wsman/requests.ts';
import { GuardedDevice, reading, userOf, type Verdict } from './access-control-bench.ts';

/** Releases with WS-Management. */
const walked = releases.filter((release) => profileFor(release).capabilities.has('wsman'));
const ADMINISTRATION = 3;
const AUDITOR = 20;
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
