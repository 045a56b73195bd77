/** Which interfaces of the host may ask for a connection: 32768 none, 32769 BIOS, 32770 OS, 32771 both. */
export type UserInitiatedState = 32768 | 32769 | 32770 | 32771;

/** Client-initiated remote access: servers, rules and who may ask for a connection. No tunnel is ever opened. */
export interface RemoteAccessState {
  readonly servers: readonly PresenceServer[];
  readonly policies: readonly RemoteAccessPolicy[];
  readonly userInitiated: UserInitiatedState;
}

/** A management presence server. */
export interface PresenceServer {
  readonly number: number;
  readonly accessInfo: string;
  /** 3 IPv4, 4 IPv6, 201 FQDN. */
  readonly infoFormat: number;
  readonly port: number;
  /** Common name that its certificate must have. */
  readonly commonName: string;
  /** Own certificate for mutual authentication; undefined where a user name is used. */
  readonly certificateHandle: number | undefined;
  readonly username: string;
  /** Secret. */
  readonly password: string;
}

/** What opens a tunnel, and to whom. */
export interface RemoteAccessPolicy {
  /** 0 user initiated, 1 alert, 2 periodic, 3 home provisioning. There is one policy a trigger. */
  readonly trigger: number;
  /** 0 without end. */
  readonly tunnelLifeTimeSeconds: number;
  /** Data of the trigger, base64. */
  readonly extendedData: string;
  /** In order of access. */
  readonly servers: readonly PolicyServer[];
}

/** A server that a policy uses. */
export interface PolicyServer {
  readonly number: number;
  readonly order: number;
  /** 0 from outside the enterprise, 1 from inside, 2 from both. */
  readonly mpsType: number;
}

/** No remote access on a new machine; that BIOS and OS may ask for it is as recorded. */
export const factoryRemoteAccess: RemoteAccessState = { servers: [], policies: [], userInitiated: 32_771 };

/** HTTP proxies through which a device may reach its management presence server. */
export interface HttpProxiesState {
  readonly proxies: readonly HttpProxy[];
  /** Whether host software may add its proxies. */
  readonly syncEnabled: boolean;
}

/** One proxy. */
export interface HttpProxy {
  readonly number: number;
  readonly accessInfo: string;
  /** 3 IPv4, 4 IPv6, 201 FQDN. */
  readonly infoFormat: number;
  readonly port: number;
  readonly networkDnsSuffix: string;
  /** Grows with use; the largest is tried first. */
  readonly priority: number;
}

/** No proxies on a new machine. */
export const factoryHttpProxies: HttpProxiesState = { proxies: [], syncEnabled: false };
