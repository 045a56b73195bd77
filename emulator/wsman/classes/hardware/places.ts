import type { CallContext, EndpointReference, Instance } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';
import { memoryTag, processorId } from './chips.ts';
import { pcOf, physicalReference } from './pc.ts';

/** A part and where on the board it sits, as SMBIOS says it. */
interface Place {
  readonly part: EndpointReference;
  readonly name: string;
  readonly position: string;
}

function placesOf(context: CallContext): readonly Place[] {
  const { processors, memory } = pcOf(context);
  return [
    ...processors.map(({ socket }, index) => ({
      part: physicalReference('CIM_Chip', processorId(index)),
      name: socket,
      position: processorId(index),
    })),
    ...memory.modules.map((module) => ({
      part: physicalReference('CIM_PhysicalMemory', memoryTag(module, memory.modules)),
      name: module.locator,
      position: module.bank,
    })),
  ];
}

/** Sockets of processors and memory. Which places firmware names is assumed. */
export function locationInstances(context: CallContext): readonly Instance[] {
  return placesOf(context).map(({ name, position }) => ({ Name: name, PhysicalPosition: position }));
}

/** What sits where. */
export function elementLocationInstances(context: CallContext): readonly Instance[] {
  return placesOf(context).map(({ part, name, position }) => ({
    Element: part,
    PhysicalLocation: {
      kind: 'reference',
      resourceUri: classUri('CIM_Location'),
      selectors: { Name: name, PhysicalPosition: position },
    },
  }));
}

/** Plugs on the outside, numbered from 0. */
export function connectorInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).connectors.map(({ designator }, index) => ({
    ConnectorDescription: designator,
    CreationClassName: 'CIM_PhysicalConnector',
    Tag: `Connector ${index}`,
  }));
}
