import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import type { Ports } from '../../../../provisioner/ports/ports.ts';
import { patientPorts, SERVICE_WAIT_MS } from '../../../../provisioner/service-point/patient-ports.ts';
import { makePfx, Site } from '../../../support/service-point-site.ts';

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const failureOf = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: unknown) => error);

function silentWorld(clock: VirtualClock): Ports {
  const { authority, directory, ...rest } = new Site(makePfx()).ports();
  return {
    ...rest,
    clock,
    authority: { ...authority, submit: never, revoke: never },
    directory: { ...directory, containerExists: never, findPrincipal: async () => undefined },
  };
}

test('a CA and a directory that never answer are away after a while', async () => {
  const clock = new VirtualClock({ startMs: 0 });
  const ports = patientPorts(silentWorld(clock), new AbortController().signal);
  const submitted = failureOf(ports.authority.submit('t', 'r'));
  const looked = failureOf(ports.directory.containerExists('OU=AMT'));
  await clock.advance(SERVICE_WAIT_MS);
  expect(await submitted).toMatchObject({ name: 'AuthorityError', code: 'unavailable' });
  expect(await looked).toMatchObject({ name: 'DirectoryError', code: 'unavailable' });
});

test('a service point that stops does not wait for them', async () => {
  const clock = new VirtualClock({ startMs: 0 });
  const stop = new AbortController();
  const ports = patientPorts(silentWorld(clock), stop.signal);
  const revoked = failureOf(ports.authority.revoke('01', 'superseded'));
  stop.abort();
  expect(await revoked).toMatchObject({ code: 'run.aborted' });
  expect(await failureOf(ports.authority.revoke('01', 'superseded'))).toMatchObject({ code: 'run.aborted' });
});

test('answers come through, and leave no timer behind', async () => {
  const clock = new VirtualClock({ startMs: 0 });
  const ports = patientPorts(silentWorld(clock), new AbortController().signal);
  expect(await ports.directory.findPrincipal('ADATUM\\AMT Helpdesk')).toBeUndefined();
  expect(await ports.authority.templates()).toHaveLength(3);
  expect(ports.authority.issuedTo).toBeUndefined();
  expect(clock.pending()).toEqual([]);
});
