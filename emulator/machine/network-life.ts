import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import { detectsAtLinkUp, isOutsideEnterprise } from '../device/network/environment-detection.ts';
import type { EnvironmentDetectionState } from '../device/network/environment-detection-state.ts';
import type { RsaKeySource } from '../device/setup/self-signed.ts';
import type { LeaseView } from '../device/step.ts';
import type { HttpFront } from '../http/front.ts';
import { DhcpClient, type Lease } from '../network/dhcp-client.ts';
import type { NetworkLink } from '../network/link.ts';
import type { CurrentAddress, FixedAddress, OpenPort } from './device-options.ts';
import { listenersFor } from './listeners-for.ts';
import type { ManagementEngine } from './management-engine.ts';
import { PortSet } from './port-set.ts';
import { SetupLife } from './setup-life.ts';

/** What all lives of one device share. */
export interface LifeOptions {
  readonly engine: ManagementEngine;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  readonly keys: RsaKeySource;
  readonly hasDateZeroCertificate: boolean;
  readonly addressing: 'dhcp' | FixedAddress;
  /** Added to AMT's port numbers. */
  readonly portOffset: number;
}

/** The ME on a live cable: from link up to link down. */
export class NetworkLife {
  readonly #options: LifeOptions;
  readonly #front: HttpFront;
  readonly #formerAddress: string | undefined;
  #dhcp: DhcpClient | undefined;
  #address: CurrentAddress | undefined;
  #ports: PortSet | undefined;
  #setup: SetupLife | undefined;
  /** The addressing that the state asked for when it was last looked at. */
  #mode = '';
  #maySetUp = true;
  /** The settings of environment detection that are in force on this link. */
  #detection: EnvironmentDetectionState | undefined;
  #wasOutside = false;
  #closing: Promise<void> = Promise.resolve();

  constructor(options: LifeOptions, front: HttpFront, formerAddress: string | undefined) {
    this.#options = options;
    this.#front = front;
    this.#formerAddress = formerAddress;
  }

  get address(): CurrentAddress | undefined {
    return this.#address;
  }

  get ports(): readonly OpenPort[] {
    return this.#ports?.ports ?? [];
  }

  get lease(): LeaseView | undefined {
    const address = this.#address;
    if (address === undefined) return undefined;
    const { mask, gateway, dns, domain } = address;
    const [primaryDns = '', secondaryDns = ''] = dns;
    return { address: address.address, mask, gateway, primaryDns, secondaryDns, domainName: domain };
  }

  /** Follows the state: looks for an address, then (where it may) for setup, then opens the ports. */
  follow(maySetUp: boolean): void {
    this.#maySetUp = maySetUp;
    const wanted = this.#wantedAddressing();
    const mode = JSON.stringify(wanted);
    if (mode !== this.#mode) {
      this.#mode = mode;
      this.#loseAddress();
      this.#dhcp?.[Symbol.dispose]();
      this.#dhcp = undefined;
      if (wanted === 'dhcp') this.#startDhcp();
      else this.#gainAddress({ ...wanted, source: 'fixed' });
      return;
    }
    if (this.#address === undefined) return;
    if (maySetUp) this.#followSetup(this.#address);
    const { state, profile } = this.#options.engine;
    this.#ports?.wish(this.#isOutside(this.#address) ? [] : listenersFor(state, profile, true));
  }

  /**
   * Outside the enterprise nobody reaches an operational device over the network: its ports are shut and its connections
   * ended (that the answer to the request that led to this still goes out is assumed).
   */
  #isOutside({ source, domain }: CurrentAddress): boolean {
    const { engine } = this.#options;
    const { features, setup } = engine.state;
    const { environmentDetection } = features;
    this.#detection ??= environmentDetection;
    if (!detectsAtLinkUp(engine.profile)) this.#detection = environmentDetection;
    const settings = this.#detection;
    const isOutside = setup.provisioningState === 2 && isOutsideEnterprise(settings, { source, domain });
    if (isOutside === this.#wasOutside) return isOutside;
    this.#wasOutside = isOutside;
    const inputs = { isOutside, domain, strings: settings.strings };
    engine.perform([{ kind: 'decision', decision: { code: 'network.environment', verdict: 'noted', inputs } }]);
    if (isOutside) engine.perform([{ kind: 'drop-connections', why: 'the device is outside the enterprise' }]);
    return isOutside;
  }

  /** Resolves when the ports are as last wished; rejects with the link's system error when one could not be opened. */
  async settled(): Promise<void> {
    await this.#closing;
    await this.#ports?.settled();
  }

  /** Link down. Orderly: the lease is given back first. */
  async close(isOrderly: boolean): Promise<void> {
    this.#loseAddress(isOrderly);
    const dhcp = this.#dhcp;
    this.#dhcp = undefined;
    if (isOrderly) await dhcp?.release();
    else dhcp?.[Symbol.dispose]();
    await this.#closing;
  }

  #wantedAddressing(): 'dhcp' | FixedAddress {
    const { addressing, engine } = this.#options;
    if (addressing !== 'dhcp') return addressing;
    const { dhcpEnabled, fixed, domainName } = engine.state.network;
    if (dhcpEnabled) return 'dhcp';
    const dns = [fixed.primaryDns, fixed.secondaryDns].filter((server) => server !== '');
    return { address: fixed.address, mask: fixed.mask, gateway: fixed.gateway, dns, domain: domainName };
  }

  #startDhcp(): void {
    const { engine, link, clock, chance } = this.#options;
    this.#dhcp = new DhcpClient({
      link,
      clock,
      chance: chance.for('dhcp'),
      mac: engine.state.identity.wiredMac,
      name: () => ({ host: engine.state.network.hostName, domain: engine.state.network.domainName }),
      retryMs: engine.profile.timings.dhcpRetryMs,
      formerAddress: this.#formerAddress,
      onLease: (lease) => this.#gainAddress(addressOf(lease)),
      onLost: () => this.#loseAddress(),
      onEvent: (event) => engine.perform([{ kind: 'event', event }]),
      onTrouble: (error) => {
        const decision = {
          code: 'network.dhcp.no-socket',
          verdict: 'noted',
          inputs: { problem: error.message },
        } as const;
        engine.perform([{ kind: 'decision', decision }]);
      },
    });
    this.#dhcp.start();
  }

  #gainAddress(address: CurrentAddress): void {
    if (this.#address?.address !== address.address) this.#loseAddress();
    this.#address = address;
    const { engine, clock, link, portOffset } = this.#options;
    this.#ports ??= new PortSet({
      link,
      clock,
      holder: engine,
      front: this.#front,
      address: address.address,
      portOffset,
      dhcpSuffix: () => (this.#address ?? address).domain,
    });
    this.follow(this.#maySetUp);
  }

  /** An operational device has nothing to set up, unless it comes from setup. */
  #followSetup(address: CurrentAddress): void {
    const { engine, chance } = this.#options;
    if (engine.state.setup.provisioningState !== 2)
      this.#setup ??= new SetupLife({
        ...this.#options,
        chance: chance.for('setup'),
        address: () => this.#address ?? address,
      });
    this.#setup?.follow();
  }

  #loseAddress(isOrderly = false): void {
    const ports = this.#ports;
    this.#setup?.[Symbol.dispose]();
    this.#setup = undefined;
    this.#ports = undefined;
    this.#address = undefined;
    if (ports !== undefined) this.#closing = Promise.all([this.#closing, ports.close(isOrderly)]).then(() => undefined);
  }
}

function addressOf(lease: Lease): CurrentAddress {
  const { address, mask, gateway, dns, domain } = lease;
  return { source: 'dhcp', address, mask, gateway, dns, domain };
}
