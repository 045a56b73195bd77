import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import type { Decision } from '../decisions/decision.ts';
import type { DeviceEvent } from '../device/events.ts';
import type { DeviceState, FirmwareImage, Identity } from '../device/state.ts';
import type { FirmwareProfile, Sku } from '../firmware/profile.ts';
import type { PcDescription } from '../hardware/pc-description.ts';
import type { Mebx } from '../mebx/mebx.ts';
import type { NetworkLink } from '../network/link.ts';
import type { Nvram } from '../nvram/nvram.ts';
import type { RsaKeySource } from '../device/setup/self-signed.ts';

/** An address that somebody typed in instead of DHCP. */
export interface FixedAddress {
  /** Dotted IPv4 text, as everything here. */
  readonly address: string;
  readonly mask: string;
  /** Empty when there is none. */
  readonly gateway: string;
  readonly dns: readonly string[];
  /** DNS suffix of the segment, what DHCP option 15 would have said; empty when unknown. */
  readonly domain: string;
}

/** What the ME may use of the network right now. */
export interface CurrentAddress extends FixedAddress {
  readonly source: 'dhcp' | 'fixed';
}

/** How a device starts its life when its NVRAM is empty. */
export type InitialState =
  | { readonly kind: 'factory' }
  /** In setup since before the power came, whatever the bare-metal timer says. */
  | { readonly kind: 'setup' }
  /** Set up and configured already, with this password for `admin` and MEBx; `tls` gives it a certificate of its own. */
  | { readonly kind: 'operational'; readonly password: string; readonly tls: boolean };

/** Which network adapter of the computer. AMT only ever uses the integrated one. */
export type Nic = 'integrated' | 'add-in';

/** Everything a device is made of. Defaults are drawn from `chance`, so a seed replays them. */
export interface DeviceOptions {
  /** A release (`3.2.1`) or a profile of your own. */
  readonly firmware: string | FirmwareProfile;
  /** As what the machine was sold; that of the profile when absent, which is full AMT unless changed. */
  readonly sku?: Sku;
  /** OEM's additions to the firmware (root hashes, ...). */
  readonly firmwareImage?: FirmwareImage;
  readonly identity?: Partial<Identity>;
  /** The PC around the management engine; a desktop of no particular maker when absent. */
  readonly hardware?: PcDescription;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  /** Memory when absent. */
  readonly nvram?: Nvram;
  /** Fresh RSA keys when absent. */
  readonly keys?: RsaKeySource;
  /** Defect of 3.2.1 machines upgraded from 3.x: the self-signed certificate of setup starts at a zero date. */
  readonly hasDateZeroCertificate?: boolean;
  /** DHCP when absent. */
  readonly addressing?: 'dhcp' | FixedAddress;
  /** Listens on `portBase` + (16992, 16993) - 16992 instead of AMT's own port numbers: for several devices on one address. */
  readonly portBase?: number;
  readonly initialState?: InitialState;
}

/** AMT's own ports, and those of DMTF DASH. */
export type ManagementService = 16992 | 16993 | 623 | 664;

/** A port that the device has open. */
export interface OpenPort {
  readonly address: string;
  /** The port on the wire; differs from `service` under a port base. */
  readonly port: number;
  readonly service: ManagementService;
  readonly tls: boolean;
}

/** A computer with AMT in it, as somebody standing in front of it and its observers see it. */
export interface Device extends AsyncDisposable {
  readonly uuid: string;
  readonly mac: string;
  readonly state: DeviceState;
  readonly profile: FirmwareProfile;
  /** Oldest first; the newest {@link KEPT_RECORDS} are kept. */
  readonly decisions: readonly Decision[];
  readonly events: readonly DeviceEvent[];
  /** The present address, undefined without one. */
  readonly address: CurrentAddress | undefined;
  readonly ports: readonly OpenPort[];
  readonly isAcConnected: boolean;
  /** True in S0, false in S5. */
  readonly isHostOn: boolean;
  readonly mebx: Mebx;
  onEvent(listener: (event: DeviceEvent) => void): Disposable;
  onDecision(listener: (decision: Decision) => void): Disposable;
  /** Plugs the cable in; the ME does not see a cable in an add-in adapter. */
  plugCable(nic?: Nic): void;
  unplugCable(): void;
  connectAc(): void;
  /** Everything volatile is gone at once; NVRAM stays. */
  disconnectAc(): void;
  /** Switches the host on or off. Without AC nothing happens. */
  pressPowerButton(): void;
  /** Resolves when the management ports that the present state asks for are open (or shut); rejects when one cannot be opened. */
  listening(): Promise<void>;
  /** Orderly end: releases the lease, closes every socket. The device cannot be used afterwards. */
  close(): Promise<void>;
}

/** Events and decisions kept for {@link Device.events} and {@link Device.decisions}; listeners get all. */
export const KEPT_RECORDS = 4096;
