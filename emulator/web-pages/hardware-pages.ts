import { sleepStateOf } from '../device/power/host-power.ts';
import { defaultDesktop } from '../hardware/default-desktop.ts';
import type { MemoryModuleDescription, PcDescription } from '../hardware/pc-description.ts';
import { html, joined, type Html } from './html.ts';
import { facts, type Fact } from './layout.ts';
import { pageRealm, type Page, type PageView } from './page.ts';

/** What somebody without the hardware realm may not see. */
const realms: readonly number[] = [pageRealm.hardwareAsset];
/** The firmware's own value is decimal: 10^6 bytes to the megabyte. */
const BYTES_PER_MB = 1_000_000;

/** Chassis types (DMTF DSP0134, 7.4.1). */
const chassisTypes: ReadonlyMap<number, string> = new Map([
  [3, 'Desktop'],
  [4, 'Low profile desktop'],
  [6, 'Mini tower'],
  [7, 'Tower'],
  [8, 'Portable'],
  [9, 'Laptop'],
  [10, 'Notebook'],
  [13, 'All in one'],
  [31, 'Convertible'],
  [35, 'Mini PC'],
]);

/** Processor status (DMTF DSP0134, 7.5.4). */
const processorStatuses: ReadonlyMap<number, string> = new Map([
  [1, 'Enabled'],
  [2, 'Disabled by the user'],
  [3, 'Disabled by the BIOS'],
  [4, 'Idle'],
]);

/** Memory form factors (DMTF DSP0134, 7.18.1). */
const formFactors: ReadonlyMap<number, string> = new Map([
  [9, 'DIMM'],
  [13, 'SODIMM'],
]);

/** Memory types (DMTF DSP0134, 7.18.2). */
const memoryTypes: ReadonlyMap<number, string> = new Map([
  [19, 'DDR2'],
  [24, 'DDR3'],
  [26, 'DDR4'],
  [34, 'DDR5'],
]);

/** Battery chemistries (DMTF DSP0134, 7.23.1). */
const chemistries: ReadonlyMap<number, string> = new Map([
  [3, 'Lead acid'],
  [5, 'Nickel metal hydride'],
  [6, 'Lithium-ion'],
  [8, 'Lithium polymer'],
]);

/** What the BIOS told the management engine about the PC. */
export const hardwarePages: readonly Page[] = [
  page('/hw-sys.htm', 'System', system),
  page('/hw-proc.htm', 'Processor', processors),
  page('/hw-mem.htm', 'Memory', memory),
  page('/hw-disk.htm', 'Disk', disks),
  page('/hw-batt.htm', 'Battery', battery),
];

function page(path: string, title: string, content: (pc: PcDescription, view: PageView) => Html): Page {
  return {
    path,
    title: `Hardware: ${title}`,
    realms,
    isInMenu: true,
    content: (view) => joined([staleness(view), content(view.holder.hardware?.() ?? defaultDesktop, view)]),
  };
}

/** The BIOS reports at boot; what it said is kept while the computer is off. */
function staleness({ holder }: PageView): Html {
  const isOn = sleepStateOf(holder.host?.() ?? { isOn: false }) === 0;
  return isOn ? html`` : html`<p>The computer is not running. This is what it reported when it started last.</p>`;
}

function system(pc: PcDescription, { state }: PageView): Html {
  const { identity } = state;
  const { baseboard, bios, chassis } = pc;
  return joined([
    facts('Platform', [
      ['Computer model', identity.model],
      ['Manufacturer', identity.manufacturer],
      ['Version', pc.system.version],
      ['Serial number', identity.serialNumber],
      ['System ID', identity.uuid],
      ['Chassis', known(chassisTypes, chassis.type)],
      ['Asset tag', chassis.assetTag],
    ]),
    facts('Baseboard', [
      ['Manufacturer', baseboard.manufacturer],
      ['Product name', baseboard.product],
      ['Version', baseboard.version],
      ['Serial number', baseboard.serialNumber],
      ['Asset tag', baseboard.assetTag],
      ['Replaceable', baseboard.isReplaceable ? 'Yes' : 'No'],
    ]),
    facts('BIOS', [
      ['Vendor', bios.vendor],
      ['Version', bios.version],
      ['Release date', bios.releaseDate],
    ]),
  ]);
}

function processors(pc: PcDescription): Html {
  return joined(
    pc.processors.map((processor, index) =>
      facts(`Processor ${String(index + 1)}`, [
        ['Manufacturer', processor.manufacturer],
        ['Version', processor.version],
        ['Socket', processor.socket],
        ['Maximum speed', `${String(processor.maxSpeedMhz)} MHz`],
        ['Current speed', `${String(processor.currentSpeedMhz)} MHz`],
        ['Cores and threads', `${String(processor.cores)} / ${String(processor.threads)}`],
        ['Status', known(processorStatuses, processor.status)],
      ]),
    ),
  );
}

function memory(pc: PcDescription): Html {
  const { modules, slots, maxCapacityMib } = pc.memory;
  return joined([
    facts('', [
      ['Sockets', `${String(modules.length)} of ${String(slots)} in use`],
      ['Largest possible memory', `${String(maxCapacityMib)} MB`],
    ]),
    ...modules.map((module) => facts(`Module ${String(module.slot + 1)}`, moduleFacts(module))),
  ]);
}

function moduleFacts(module: MemoryModuleDescription): readonly Fact[] {
  return [
    ['Manufacturer', module.manufacturer],
    ['Serial number', module.serialNumber],
    ['Part number', module.partNumber],
    ['Asset tag', module.assetTag],
    ['Size', `${String(module.capacityMib)} MB`],
    ['Speed', `${String(module.speedMhz)} MHz`],
    ['Form factor', known(formFactors, module.formFactor)],
    ['Type', known(memoryTypes, module.type)],
    ['Location', [module.locator, module.bank].filter((text) => text !== '').join(', ')],
  ];
}

function disks(pc: PcDescription): Html {
  if (pc.media.length === 0) return html`<p>No disk was reported.</p>`;
  return joined(
    pc.media.map((medium, index) =>
      facts(`Drive ${String(index + 1)}`, [
        ['Model', medium.model.trim()],
        ['Serial number', medium.serialNumber.trim()],
        ['Size', medium.sizeBytes === 0 ? 'no medium' : `${String(Math.floor(medium.sizeBytes / BYTES_PER_MB))} MB`],
      ]),
    ),
  );
}

function battery({ battery: reported }: PcDescription): Html {
  if (reported === undefined) return html`<p>This computer has no battery.</p>`;
  return facts('', [
    ['Name', reported.name],
    ['Manufacturer', reported.manufacturer],
    ['Serial number', reported.serialNumber],
    ['Chemistry', known(chemistries, reported.chemistry)],
    ['Design capacity', `${String(reported.designCapacityMwh)} mWh`],
    ['Design voltage', `${String(reported.designVoltageMv)} mV`],
  ]);
}

function known(texts: ReadonlyMap<number, string>, value: number): string {
  return texts.get(value) ?? `Type ${String(value)}`;
}
