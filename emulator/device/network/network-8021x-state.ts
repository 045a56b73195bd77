/** How a device proves itself to a RADIUS server. Text is empty and a number undefined where nothing was set. */
export interface Ieee8021xPart {
  /** CIM_IEEE8021xSettings.AuthenticationProtocol. */
  readonly protocol: number;
  readonly username: string;
  readonly domain: string;
  /** Outer identity of tunnelled methods. */
  readonly roamingIdentity: string;
  readonly serverCertificateName: string;
  /** As it was sent; consoles use two numberings: 0 or 2 full name, 1 or 3 domain suffix. */
  readonly serverCertificateNameComparison: number | undefined;
  /** Secret. */
  readonly password: string;
  /** Protected access credential of EAP-FAST, base64. Secret. */
  readonly pac: string;
  /** Secret. */
  readonly pacPassword: string;
}

/** Certificates that an 802.1X profile refers to, by handle. */
export interface Ieee8021xCertificates {
  /** Own certificate, whose key is in the store. */
  readonly client: number | undefined;
  /** Root that the RADIUS server must descend from. */
  readonly root: number | undefined;
}

/** The one profile of the wired interface, which AMT_8021XProfile and IPS_IEEE8021xSettings both show. */
export interface Wired8021xState {
  /** Undefined until somebody wrote the profile for the first time. */
  readonly written: Wired8021xProfile | undefined;
  readonly certificates: Ieee8021xCertificates;
}

/** A wired 802.1X profile as it was written. */
export interface Wired8021xProfile {
  /** 2 with certificates, 3 off, 6 without certificates (IPS_IEEE8021xSettings.Enabled). */
  readonly enabled: 2 | 3 | 6;
  /** Whether the device authenticates while the host is in S0, too. */
  readonly activeInS0: boolean;
  readonly pxeTimeoutSeconds: number;
  /** Undefined while no protocol was named. */
  readonly part: Ieee8021xPart | undefined;
}

/** No wired 802.1X on a new machine. */
export const factoryWired8021x: Wired8021xState = {
  written: undefined,
  certificates: { client: undefined, root: undefined },
};
