import type { Effect, HostPowerAction, HostView } from '../../emulator/device/step.ts';
import { createSoapEngine } from '../../emulator/soap/engine.ts';
import { Website } from '../../emulator/web-pages/website.ts';
import { classUri } from '../../emulator/wsman/namespaces.ts';
import { ClassBench } from '../unit/emulator/classes/security/class-bench.ts';
import { call, NETWORK } from '../unit/emulator/soap/asked.ts';
import { ADMINISTRATOR, textOf } from '../unit/emulator/web-pages/site.ts';
import { get, selectors } from '../unit/emulator/wsman/requests.ts';

/** What the host becomes when it is told so. */
const becomes: Partial<Readonly<Record<HostPowerAction, HostView>>> = {
  on: { isOn: true },
  off: { isOn: false },
  cycle: { isOn: true },
  reset: { isOn: true },
  sleep: { isOn: false, sleepState: 3 },
  hibernate: { isOn: false, sleepState: 4 },
  shutdown: { isOn: false },
  restart: { isOn: true },
};

/** A device with every surface that its release has, and the switches of its host. */
export class Surfaces extends ClassBench {
  pc: HostView = { isOn: false };
  readonly #soap = createSoapEngine({ holder: this });
  readonly #site = new Website({ holder: this, chance: this.chance.for('web-forms') });

  constructor(release: string) {
    super(release);
    this.onForget = () => this.#site.forgetLogins();
  }

  get hasSoap(): boolean {
    return this.#soap.serves(NETWORK);
  }

  override host(): HostView {
    return this.pc;
  }

  override perform(effects: readonly Effect[]): void {
    super.perform(effects);
    for (const effect of effects) if (effect.kind === 'host-power') this.pc = becomes[effect.action] ?? this.pc;
  }

  /** Text of an element of the answer of a legacy method; undefined where there are no such services. */
  soap(path: string, method: string, inner = '', element = ''): string | undefined {
    if (!this.hasSoap) return undefined;
    const caller = { ...ADMINISTRATOR, overTls: true };
    const { text } = this.#soap.answer(path, Buffer.from(call(path, method, inner)), caller);
    return new RegExp(`<\\w+:${element}>([^<]*)`).exec(text)?.[1] ?? '';
  }

  page(path: string): string {
    return textOf(this.#site.show(path, ADMINISTRATOR));
  }

  form(path: string, fields: Readonly<Record<string, string>>): void {
    const t = /name="t" value="([0-9a-f]+)"/.exec(this.page('/user.htm'))?.[1] ?? '';
    this.#site.submit(path, Buffer.from(new URLSearchParams({ t, ...fields }).toString()), ADMINISTRATOR);
  }

  wired(name: string): string | undefined {
    const id = selectors({ InstanceID: 'Intel(r) AMT Ethernet Port Settings 0' });
    const { text } = this.ask(get(classUri('AMT_EthernetPortSettings'), id));
    return new RegExp(`<g:${name}>([^<]*)`).exec(text)?.[1];
  }
}
