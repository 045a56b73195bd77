import type { ClassDeclaration } from '../../declaration.ts';
import { assetTable } from './asset-table.ts';
import { assetTableService } from './asset-table-service.ts';
import {
  biosFeatureBiosElements,
  computerSystemPackage,
  systemPackaging,
  realizes,
  systemBios,
  systemDevice,
  elementLocation,
  physicalElementLocation,
} from './associations.ts';
import { battery } from './battery.ts';
import { biosElement } from './bios-element.ts';
import { biosFeature } from './bios-feature.ts';
import { card } from './card.ts';
import { chassis } from './chassis.ts';
import { chip } from './chip.ts';
import { fan } from './fan.ts';
import { location } from './location.ts';
import { mediaAccessDevice } from './media-access-device.ts';
import { memory } from './memory.ts';
import { pciDevice } from './pci-device.ts';
import { physicalConnector } from './physical-connector.ts';
import { physicalPackage } from './physical-package.ts';
import { physicalMemory } from './physical-memory.ts';
import { powerSupply } from './power-supply.ts';
import { processor } from './processor.ts';
import { sensor } from './sensor.ts';

export const hardwareClasses: readonly ClassDeclaration[] = [
  assetTable,
  assetTableService,
  biosFeatureBiosElements,
  computerSystemPackage,
  systemPackaging,
  realizes,
  systemBios,
  systemDevice,
  elementLocation,
  physicalElementLocation,
  battery,
  biosElement,
  biosFeature,
  card,
  physicalPackage,
  chassis,
  chip,
  fan,
  location,
  mediaAccessDevice,
  memory,
  pciDevice,
  physicalConnector,
  physicalMemory,
  powerSupply,
  processor,
  sensor,
];
