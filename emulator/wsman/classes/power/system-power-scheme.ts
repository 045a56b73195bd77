import { setPowerScheme } from '../../../device/power/power.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { textIn } from '../value-readings.ts';

const NAME = 'AMT_SystemPowerScheme';

/** Power packages: in which sleep states of the host the management engine is on. */
export const systemPowerScheme: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_SettingData',
  properties: [
    { name: 'Description', type: 'string', meaning: 'Sleep states in words' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'SCHEME and a number' },
    { name: 'SchemeGUID', type: 'string', key: true, meaning: 'GUID of the package, base64' },
  ],
  methods: [
    {
      name: 'SetPowerScheme',
      input: [],
      output: [],
      realms: [realm.administration],
      meaning: 'Puts the selected package in force',
      call: ({ state, instant }, _input, self) =>
        returned(setPowerScheme(state, instant, textIn(self, 'InstanceID') ?? ''), () => ({})),
    },
  ],
  declaresCommon: false,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: ({ instant }) =>
    instant.profile.power.schemes.map(({ id, description, guidHex }) => ({
      Description: description,
      ElementName: 'Intel(r) AMT Power Scheme',
      InstanceID: id,
      SchemeGUID: Buffer.from(guidHex, 'hex').toString('base64'),
    })),
};
