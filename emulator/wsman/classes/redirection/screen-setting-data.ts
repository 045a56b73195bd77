import { putScreens, resetScreens } from '../../../device/redirection/screen-settings.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance, PropertyDeclaration } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm } from '../service-shape.ts';
import { numberIn, numbersIn } from '../value-readings.ts';

const indexNames = ['PrimaryIndex', 'SecondaryIndex', 'TertiaryIndex', 'QuadraryIndex'] as const;

function list(name: string, type: PropertyDeclaration['type']): PropertyDeclaration {
  return { name, type, array: true, access: 'read-write' };
}

/** The screens of the PC, four entries a list. `QuadraryIndex` is how the firmware spells it. */
export const screenSettingData: ClassDeclaration = {
  name: 'IPS_ScreenSettingData',
  uri: classUri('IPS_ScreenSettingData'),
  parent: 'CIM_SettingData',
  since: '8.0',
  needs: 'kvm',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    list('IsActive', 'boolean'),
    { name: 'PrimaryIndex', type: 'uint8', access: 'read-write' },
    { name: 'QuadraryIndex', type: 'uint8', access: 'read-write' },
    list('ResolutionX', 'uint32'),
    list('ResolutionY', 'uint32'),
    { name: 'SecondaryIndex', type: 'uint8', access: 'read-write' },
    { name: 'TertiaryIndex', type: 'uint8', access: 'read-write' },
    list('UpperLeftX', 'sint32'),
    list('UpperLeftY', 'sint32'),
  ],
  methods: [
    {
      name: 'ResetToDefault',
      input: [],
      output: [],
      returns: [0, 1],
      call: ({ state }) => returned(resetScreens(state), () => ({})),
    },
  ],
  declaresCommon: false,
  storedOnly: true,
  readRealms: [realm.redirection, realm.administration],
  writeRealms: [realm.redirection, realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => {
    const { screens } = state.features;
    const indexes = indexNames.map((name, place) => [name, screens.order[place]] as const);
    return [
      {
        ...Object.fromEntries(indexes),
        ElementName: 'test',
        InstanceID: 'Intel(r) Screen Settings',
        IsActive: screens.isActive,
        ResolutionX: screens.widths,
        ResolutionY: screens.heights,
        UpperLeftX: screens.lefts,
        UpperLeftY: screens.tops,
      },
    ];
  },
  put: ({ state }, _current, changes) => {
    const before = state.features.screens.order;
    const order = indexNames.map((name, place) => numberIn(changes, name) ?? before[place] ?? 0);
    return written(
      putScreens(state, {
        order,
        isActive: given(changes, 'IsActive', flagsIn),
        widths: given(changes, 'ResolutionX', numbersIn),
        heights: given(changes, 'ResolutionY', numbersIn),
        lefts: given(changes, 'UpperLeftX', numbersIn),
        tops: given(changes, 'UpperLeftY', numbersIn),
      }),
    );
  },
};

/** An array of the request; undefined when it was not sent. */
function given<T>(
  changes: Instance,
  name: string,
  read: (values: Instance, name: string) => readonly T[],
): readonly T[] | undefined {
  return changes[name] === undefined ? undefined : read(changes, name);
}

function flagsIn(values: Instance, name: string): readonly boolean[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item): item is boolean => typeof item === 'boolean') : [];
}
