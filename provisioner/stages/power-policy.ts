import type { PowerScheme } from '../amt/amt-device.ts';
import { POWER_PACKAGES, PREFERRED_PACKAGES } from '../amt/power-packages.ts';
import { ifKnown } from './if-known.ts';
import { deviceOf, note } from './work.ts';
import type { Stage } from './work.ts';

const onlyS0 = (scheme: PowerScheme): boolean =>
  POWER_PACKAGES[scheme.guidHex] === 'host-on-s0' || /\bON in (Host is )?S0$/i.test(scheme.description);
const always = (scheme: PowerScheme): boolean =>
  POWER_PACKAGES[scheme.guidHex] === 'always' || /\bS4(-5|\/5)?\b/i.test(scheme.description);

/** The package that fits "Manageability is on in these power states"; undefined when the machine offers none that does. */
export function choosePowerScheme(
  offered: readonly PowerScheme[],
  manageability: 'HostIsOnS0' | 'AlwaysOnS0S5',
): PowerScheme | undefined {
  if (manageability === 'HostIsOnS0') return offered.find(onlyS0);
  return offered.find((one) => PREFERRED_PACKAGES.includes(one.guidHex)) ?? offered.find(always);
}

/** "Manageability is on in these power states" of the AMT Settings tab. */
export const powerPolicy: Stage = {
  name: 'power-policy',
  async run(work) {
    await ifKnown(work, 'power packages', async () => {
      const device = deviceOf(work);
      const { manageability } = work.context.settings.amt;
      const chosen = choosePowerScheme(await device.powerSchemes(), manageability);
      if (chosen === undefined)
        note(work, 'oob.feature.not-on-device', { feature: `a power package for ${manageability}` });
      else await device.setPowerScheme(chosen);
    });
  },
};
