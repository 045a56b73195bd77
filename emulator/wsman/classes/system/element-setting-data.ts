import { setPowerScheme } from '../../../device/power.ts';
import type { ClassDeclaration, EndpointReference, Value } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CIM_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';

const NAME = 'CIM_ElementSettingData';
const IS_CURRENT = 1;
const IS_NOT_CURRENT = 2;

const engine: EndpointReference = {
  kind: 'reference',
  resourceUri: `${CIM_NAMESPACE}CIM_ComputerSystem`,
  selectors: { CreationClassName: 'CIM_ComputerSystem', Name: 'Intel(r) AMT' },
};

/** Which power package is in force. A Put that makes one current puts it in force; the others follow. */
export const elementSettingData: ClassDeclaration = {
  name: NAME,
  uri: `${CIM_NAMESPACE}${NAME}`,
  properties: [
    { name: 'IsCurrent', type: 'uint16', access: 'read-write', meaning: '1 in force, 2 not' },
    { name: 'ManagedElement', type: 'reference', key: true, meaning: 'The management engine' },
    { name: 'SettingData', type: 'reference', key: true, meaning: 'The power package' },
  ],
  declaresCommon: false,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; which element a power package belongs to was not recorded`,
  instances: ({ state, instant }) =>
    instant.profile.power.schemes.map(({ id, guidHex }) => ({
      IsCurrent: id === state.power.schemeId ? IS_CURRENT : IS_NOT_CURRENT,
      ManagedElement: engine,
      SettingData: {
        kind: 'reference',
        resourceUri: `${AMT_NAMESPACE}AMT_SystemPowerScheme`,
        selectors: { InstanceID: id, SchemeGUID: Buffer.from(guidHex, 'hex').toString('base64') },
      },
    })),
  put: ({ state, instant }, current, changes) => {
    const wanted = numberIn(changes, 'IsCurrent') ?? numberIn(current, 'IsCurrent');
    if (wanted === numberIn(current, 'IsCurrent')) return { kind: 'written', state };
    if (wanted === IS_CURRENT) return written(setPowerScheme(state, instant, schemeOf(current['SettingData'])));
    return {
      kind: 'fault',
      fault: 'InvalidRepresentation',
      detail: 'InvalidValues',
      code: 'power.scheme.none-current',
    };
  },
};

function schemeOf(setting: Value | undefined): string {
  const id = typeof setting === 'object' && 'selectors' in setting ? setting.selectors['InstanceID'] : undefined;
  return typeof id === 'string' ? id : '';
}
