export { imfFixdate, isoInstant, parseInstant } from './clock/calendar.ts';
export { seededChance, type Chance } from './clock/chance.ts';
export type { Clock, Timer } from './clock/clock.ts';
export { RealClock } from './clock/real-clock.ts';
export { VirtualClock, type Activity, type VirtualClockOptions } from './clock/virtual-clock.ts';
export type { Decision } from './decisions/decision.ts';
export type { DeviceEvent } from './device/events.ts';
export { freshRsaKeys, type RsaKeySource } from './device/setup/self-signed.ts';
export {
  chainRefusals,
  judgeSetupChain,
  type ChainRefusalCode,
  type ChainVerdict,
} from './device/setup/setup-chain.ts';
export type {
  DeviceState,
  FirmwareImage,
  HashAlgorithm,
  Identity,
  ProvisioningRecord,
  RootHash,
} from './device/state.ts';
export type { FirmwareProfile, Sku } from './firmware/profile.ts';
export { firstRootHashes, laterRootHashes } from './firmware/root-hashes.ts';
export { profileFor, releases, UnknownReleaseError, withProfile, type ProfileOverrides } from './firmware/releases.ts';
export { skus, UnknownSkuError, withSku } from './firmware/skus.ts';
export { createFleet, type Fleet, type FleetOptions } from './fleet/fleet.ts';
export { defaultDesktop } from './hardware/default-desktop.ts';
export { defaultLaptop } from './hardware/default-laptop.ts';
export type { PcDescription } from './hardware/pc-description.ts';
export { PcDescriptionError, readPcDescription } from './hardware/read-pc-description.ts';
export { smbiosStructures, type PcIdentity } from './hardware/smbios.ts';
export type { AmtPresence } from './hardware/smbios-amt.ts';
export { smbiosImage } from './hardware/smbios-image.ts';
export type { SmbiosStructure } from './hardware/smbios-writer.ts';
export { withQuirks, type QuirkName } from './firmware/quirks.ts';
export { createDevice } from './machine/device.ts';
export type {
  CurrentAddress,
  Device,
  DeviceOptions,
  FixedAddress,
  InitialState,
  ManagementService,
  Nic,
  OpenPort,
} from './machine/device-options.ts';
export { InitialStateError } from './machine/initial-state.ts';
export { pooledKeys } from './machine/key-source.ts';
export type { Mebx } from './mebx/mebx.ts';
export { hostLink } from './network/host-link.ts';
export type { Endpoint, NetworkLink, TcpListener, TcpStream, UdpPort } from './network/link.ts';
export { FileNvram } from './nvram/file-nvram.ts';
export { MemoryNvram } from './nvram/memory-nvram.ts';
export type { Nvram } from './nvram/nvram.ts';
export { NvramCorruptError } from './nvram/snapshot.ts';
