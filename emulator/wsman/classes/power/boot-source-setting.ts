import { bootSourceNeeds } from '../../../device/power/boot-options.ts';
import type { BootSource } from '../../../device/state.ts';
import { isInRange, type ReleaseRange } from '../../../firmware/release-range.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

interface Row extends ReleaseRange {
  readonly id: string;
  readonly source: Exclude<BootSource, 'default'>;
  /** Hard disk, network and CD are recorded; what the others read is assumed or not known. */
  readonly structured?: string;
  readonly biosBootString?: string;
  readonly bootString?: string;
}

const rows: readonly Row[] = [
  { id: 'Intel(r) AMT: Force Hard-drive Boot', source: 'hard-disk', structured: 'CIM:Hard-Disk:1' },
  { id: 'Intel(r) AMT: Force PXE Boot', source: 'pxe', structured: 'CIM:Network:1' },
  { id: 'Intel(r) AMT: Force CD/DVD Boot', source: 'cd-dvd', structured: 'CIM:CD/DVD:1' },
  { id: 'Intel(r) AMT: Force Diagnostic Boot', source: 'diagnostic', until: '7.0' },
  { id: 'Intel(r) AMT: Force OCR UEFI HTTPS Boot', source: 'uefi-https', since: '15.0' },
  {
    id: 'Intel(r) AMT: Force OCR UEFI Boot Option 1',
    source: 'uefi-local-pba',
    since: '15.0',
    biosBootString: 'OEM PBA',
    bootString: '\\OemPba.efi',
  },
  {
    id: 'Intel(r) AMT: Force OCR UEFI Boot Option 2',
    source: 'uefi-win-re',
    since: '15.0',
    biosBootString: 'WinRE',
    bootString: '\\WinRe.efi',
  },
];

/** Where the host can be made to boot from, by release and BIOS. */
export const bootSourceSetting: ClassDeclaration = {
  name: 'CIM_BootSourceSetting',
  uri: classUri('CIM_BootSourceSetting'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'BIOSBootString', type: 'string', meaning: 'What the BIOS calls it' },
    { name: 'BootString', type: 'string', meaning: 'What is started' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    {
      name: 'FailThroughSupported',
      type: 'uint16',
      values: { 0: 'Unknown', 1: 'Is Supported', 2: 'Not Supported' },
      meaning: 'Whether another source is tried when it fails',
    },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'Name of the source' },
    { name: 'StructuredBootString', type: 'string', meaning: 'Organisation, kind and number' },
  ],
  declaresCommon: false,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; texts of recovery sources are assumed`,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: (context) => servedSources(context).map((row) => instanceOf(row)),
};

/** The boot source of this name, when the release and the BIOS have it. */
export function bootSourceNamed(context: CallContext, id: string | undefined): BootSource | undefined {
  return servedSources(context).find((row) => row.id === id)?.source;
}

function servedSources({ instant }: CallContext): readonly Row[] {
  const { release, boot } = instant.profile;
  return rows.filter((row) => isInRange(release, row) && boot.capabilities.has(bootSourceNeeds[row.source]));
}

function instanceOf({ id, structured, biosBootString, bootString }: Row): Instance {
  return {
    BIOSBootString: biosBootString,
    BootString: bootString,
    ElementName: 'Intel(r) AMT: Boot Source',
    FailThroughSupported: 2,
    InstanceID: id,
    StructuredBootString: structured,
  };
}
