import type { Device, DeviceEvent } from '../../../emulator/index.ts';
import type { ComputerView, LogEvent } from '../../../provisioner/index.ts';
import { RowFailure } from '../../narrator/witness.ts';
import type { AdatumStory } from '../play.ts';

/** The device of a delivered computer. Throws {@link RowFailure} when the story never delivered it. */
export function deviceOf(story: AdatumStory, shortName: string): Device {
  const device = story.devices[story.plan.computers.findIndex((computer) => computer.shortName === shortName)];
  if (device === undefined)
    throw new RowFailure(
      `${shortName} was not delivered; the story stopped at ${story.stopped?.chapter ?? 'no chapter'}`,
    );
  return device;
}

/** The computers of the story as the service point shows them. Throws {@link RowFailure} unless that is every one delivered. */
export function computersOf(story: AdatumStory): readonly ComputerView[] {
  const shown = story.servicePoint.computers();
  const delivered = story.plan.computers.length;
  if (delivered === 0 || shown.length !== delivered)
    throw new RowFailure(`the service point shows ${shown.length} computers, ${delivered} were delivered`);
  return shown;
}

/** Events of one kind, oldest first. */
export function eventsOf<K extends DeviceEvent['kind']>(
  device: Device,
  kind: K,
): readonly Extract<DeviceEvent, { kind: K }>[] {
  return device.events.filter((event): event is Extract<DeviceEvent, { kind: K }> => event.kind === kind);
}

/** Events of the service point's log with this id, oldest first. */
export function logged(story: AdatumStory, id: string): readonly LogEvent[] {
  return story.servicePoint.events.filter((event) => event.id === id);
}
