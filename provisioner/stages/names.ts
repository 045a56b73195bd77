import { deviceOf } from './work.ts';
import type { Stage } from './work.ts';

/** Gives the device the host and domain part of the FQDN that the site knows the computer by. */
export const setNames: Stage = {
  name: 'names',
  async run(work) {
    const { fqdn } = work.context.computer;
    const dot = fqdn.indexOf('.');
    const [host, domain] = dot === -1 ? [fqdn, ''] : [fqdn.slice(0, dot), fqdn.slice(dot + 1)];
    await deviceOf(work).setHostAndDomainName(host, domain);
  },
};
