import { z } from 'zod';
import type { FeatureState } from '../device/feature-state.ts';

type NetworkFeature =
  | 'environmentDetection'
  | 'httpProxies'
  | 'interfaces'
  | 'ipv6'
  | 'remoteAccess'
  | 'wired8021x'
  | 'wireless';

/** Null in NVRAM is undefined in the state. */
function unset<T extends z.ZodType>(
  type: T,
): z.ZodPipe<z.ZodNullable<T>, z.ZodTransform<z.output<T> | undefined, z.output<T> | null>> {
  return type.nullable().transform((value) => value ?? undefined);
}

const count = z.number().int().nonnegative();
const port = count.max(65_535);
const handle = unset(count);
const addresses = {
  address: z.string(),
  primaryDns: z.string(),
  secondaryDns: z.string(),
};
const linkOwner = z.union([z.literal(1), z.literal(2)]);

const interfaces = z.strictObject({
  ipSyncEnabled: z.boolean(),
  sharedStaticIp: z.boolean(),
  vlanTag: count,
  wiredLinkPolicy: z.array(count),
  wirelessLinkPolicy: z.array(count),
  consoleTcpMaxRetransmissions: count,
  linkPreference: z.strictObject({ owner: linkOwner, untilMs: unset(z.number()) }),
  linkProtectionOverridden: z.boolean(),
  host: z.strictObject({ dhcpEnabled: z.boolean(), ...addresses, mask: z.string(), gateway: z.string() }),
});

const ipv6Interface = z.strictObject({
  ...addresses,
  router: z.string(),
  interfaceIdType: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  manualInterfaceId: z.string().regex(/^[0-9A-F]{16}$/),
});

const ieee8021xPart = z.strictObject({
  protocol: count,
  username: z.string(),
  domain: z.string(),
  roamingIdentity: z.string(),
  serverCertificateName: z.string(),
  serverCertificateNameComparison: unset(count),
  password: z.string(),
  pac: z.string(),
  pacPassword: z.string(),
});
const profileCertificates = z.strictObject({ client: handle, root: handle });

const wired8021x = z.strictObject({
  written: unset(
    z.strictObject({
      enabled: z.union([z.literal(2), z.literal(3), z.literal(6)]),
      activeInS0: z.boolean(),
      pxeTimeoutSeconds: count,
      part: unset(ieee8021xPart),
    }),
  ),
  certificates: profileCertificates,
});

const wirelessProfile = z.strictObject({
  instanceId: z.string(),
  name: z.string(),
  kind: z.enum(['it', 'user']),
  ssid: z.string(),
  priority: count,
  authentication: count,
  encryption: count,
  secret: z.strictObject({
    passPhrase: z.string(),
    psk: z.string(),
    wepKeys: z.array(z.string()),
    wepKeyIndex: unset(count),
  }),
  ieee8021x: unset(ieee8021xPart),
  certificates: profileCertificates,
});

const wireless = z.strictObject({
  portState: unset(z.union([z.literal(3), z.literal(32_768), z.literal(32_769)])),
  profiles: z.array(wirelessProfile),
  profileSynchronization: z.union([z.literal(0), z.literal(1), z.literal(3)]),
  noHostSoftwarePolicy: z.union([z.literal(0), z.literal(1)]),
  uefiProfileShare: z.boolean(),
});

const environmentDetection = z.strictObject({
  algorithm: z.union([z.literal(0), z.literal(1)]),
  strings: z.array(z.string()),
  ipv6Prefixes: z.array(z.string()),
  vpnRoutingEnabled: z.boolean(),
  outsidePolicyId: z.string(),
});

const remoteAccess = z.strictObject({
  servers: z.array(
    z.strictObject({
      number: count,
      accessInfo: z.string(),
      infoFormat: count,
      port,
      commonName: z.string(),
      certificateHandle: handle,
      username: z.string(),
      password: z.string(),
    }),
  ),
  policies: z.array(
    z.strictObject({
      trigger: count,
      tunnelLifeTimeSeconds: count,
      extendedData: z.string(),
      servers: z.array(z.strictObject({ number: count, order: count, mpsType: count })),
    }),
  ),
  userInitiated: z.union([z.literal(32_768), z.literal(32_769), z.literal(32_770), z.literal(32_771)]),
});

const httpProxies = z.strictObject({
  proxies: z.array(
    z.strictObject({
      number: count,
      accessInfo: z.string(),
      infoFormat: count,
      port,
      networkDnsSuffix: z.string(),
      priority: count,
    }),
  ),
  syncEnabled: z.boolean(),
});

/** What the features of the network keep in NVRAM, checked part by part. */
export const networkFeatureShapes: { readonly [Name in NetworkFeature]: z.ZodType<FeatureState[Name]> } = {
  environmentDetection,
  httpProxies,
  interfaces,
  ipv6: z.strictObject({ wired: ipv6Interface, wireless: ipv6Interface }),
  remoteAccess,
  wired8021x,
  wireless,
};
