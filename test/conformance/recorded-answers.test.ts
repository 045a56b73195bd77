import { describe, expect, it } from 'vitest';
import { classUri, NS } from '../../emulator/wsman/namespaces.ts';
import type { ClassBench } from '../unit/emulator/classes/security/class-bench.ts';
import { amtBootInstances } from './recorded-amt-boot-instances.ts';
import { amtServiceInstances } from './recorded-amt-service-instances.ts';
import { amtSettingInstances } from './recorded-amt-setting-instances.ts';
import {
  declared,
  expectedDeclared,
  fieldsOf,
  FurnishedDevice,
  getAnswer,
  masked,
  objectsOf,
  pullAnswer,
} from './recorded-answers-bench.ts';
import { cimHardwareInstances } from './recorded-cim-hardware-instances.ts';
import { cimServiceInstances } from './recorded-cim-service-instances.ts';
import { ipsInstances } from './recorded-ips-instances.ts';
import { release8Instances } from './recorded-release-8-instances.ts';

const recorded = [
  ...amtBootInstances,
  ...amtServiceInstances,
  ...amtSettingInstances,
  ...cimHardwareInstances,
  ...cimServiceInstances,
  ...ipsInstances,
  ...release8Instances,
];

function devices(): (release?: string) => ClassBench {
  const made = new Map<string, ClassBench>();
  return (release = '16.1') => {
    const device = made.get(release) ?? new FurnishedDevice(release);
    made.set(release, device);
    return device;
  };
}

const deviceOf = devices();

/**
 * The public recordings: in repositories of device-management-toolkit, formerly open-amt-cloud-toolkit, the folder
 * `pkg/wsman/wsmantesting/responses` of go-wsman-messages, and where the source begins with their name, mps and rps.
 */
describe('what was recorded of real firmware', () => {
  const got = recorded.filter(({ isPulledOnly }) => isPulledOnly !== true);

  it.each(got)('Get $name: properties, their order, constant values ($source)', (row) => {
    const text = getAnswer(deviceOf(row.release), row);
    expect(masked(fieldsOf(objectsOf(text)[0]), row.fields)).toEqual(row.fields);
  });

  it.each(recorded)('Pull $name: properties, their order, constant values ($source)', (row) => {
    const objects = objectsOf(pullAnswer(deviceOf(row.release), row));
    const found = objects.map((object) => masked(fieldsOf(object), row.fields));
    expect(found).toContainEqual(row.fields);
  });

  it.each(got)('Get $name: namespaces ($source)', (row) => {
    const own = [classUri(row.name), ...(row.isCommonDeclared ? [NS.common] : [])];
    expect(declared(getAnswer(deviceOf(row.release), row))).toEqual(expectedDeclared(...own));
  });

  it.each(recorded)('Pull $name: namespaces ($source)', (row) => {
    const text = pullAnswer(deviceOf(row.release), row);
    const own = [NS.enumeration, classUri(row.name), ...(row.isCommonDeclared ? [NS.common] : [])];
    expect(declared(text)).toEqual(expectedDeclared(...own));
  });
});
