import { seededChance } from '../../emulator/clock/chance.ts';
import { VirtualClock } from '../../emulator/clock/virtual-clock.ts';
import { profileFor } from '../../emulator/firmware/releases.ts';
import { initialState } from '../../emulator/machine/initial-state.ts';
import { pooledKeys } from '../../emulator/machine/key-source.ts';
import { newIdentity } from '../../emulator/machine/new-identity.ts';
import { Catalogue } from '../../emulator/wsman/catalogue.ts';
import { classDeclarations } from '../../emulator/wsman/classes/index.ts';
import type { CallContext } from '../../emulator/wsman/declaration.ts';
import { PlainHolder } from './plain-holder.ts';

const START_MS = Date.UTC(2024, 0, 1);

/** What an administrator sees of a device of this release that is set up, with TLS, and has done nothing since. */
export function operationalContext(release: string): CallContext & { readonly served: Catalogue } {
  const profile = profileFor(release);
  const clock = new VirtualClock({ startMs: START_MS });
  const chance = seededChance('coverage');
  const identity = newIdentity(release, chance, {});
  const instant = { nowMs: clock.nowMs(), profile, chance };
  const initial = { kind: 'operational', password: 'P@ssw0rd1', tls: true } as const;
  const state = initialState({ initialState: initial }, identity, instant, pooledKeys(1));
  const holder = new PlainHolder(state, profile, clock);
  const caller = { user: 'admin', isAdmin: true, realms: [3], from: '10.0.0.5', overTls: true };
  return { state, instant: holder.instant(), holder, caller, served: new Catalogue(classDeclarations, profile) };
}
