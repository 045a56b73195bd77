import { isIpv6InUse, setIpv6Use } from '../../../device/network/ipv6-use.ts';
import { setPowerScheme } from '../../../device/power/power.ts';
import type { CallContext, ClassDeclaration, Instance, Value, WriteResult } from '../../declaration.ts';
import { interfaceOf } from '../network/interface-names.ts';
import { wirelessElementSettings } from '../network/wireless-links.ts';
import { written } from '../refusal-answers.ts';
import { engineSystem, paired, servedUnder, type Ends, type Pairing } from '../served.ts';
import { AMT_NAMESPACE, CIM_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';

const NAME = 'CIM_ElementSettingData';
const IS_CURRENT = 1;
const IS_NOT_CURRENT = 2;
const SCHEME_URI = `${AMT_NAMESPACE}AMT_SystemPowerScheme`;
const IPV6_CLASS = 'IPS_IPv6PortSettings';
const ENDS: Ends = ['ManagedElement', 'SettingData'];

/** Settings of which there is one, so that it is always in force. */
const fixed: readonly Pairing[] = [
  {
    one: 'CIM_EthernetPort',
    other: 'AMT_EthernetPortSettings',
    fits: (_, { instance }) => interfaceOf(instance) === 0,
  },
  { one: 'CIM_WiFiPort', other: 'AMT_EthernetPortSettings', fits: (_, { instance }) => interfaceOf(instance) === 1 },
  { one: 'CIM_ComputerSystem', other: 'AMT_GeneralSettings', fits: ({ instance }) => isEngine(instance) },
  { one: 'CIM_ComputerSystem', other: 'AMT_BootSettingData', fits: ({ instance }) => !isEngine(instance) },
  { one: 'CIM_ComputerSystem', other: 'CIM_BootConfigSetting', fits: ({ instance }) => !isEngine(instance) },
];

/**
 * Which settings are in force. A Put that makes a power package current puts it in force, and the others follow; a Put
 * on the IPv6 settings of an interface switches IPv6 there.
 */
export const elementSettingData: ClassDeclaration = {
  name: NAME,
  uri: `${CIM_NAMESPACE}${NAME}`,
  properties: [
    { name: 'IsCurrent', type: 'uint16', access: 'read-write', meaning: '1 in force, 2 not' },
    { name: 'IsDefault', type: 'uint16', access: 'read-write', meaning: '1 the default, 2 not' },
    { name: 'IsNext', type: 'uint16', access: 'read-write', meaning: '1 next, 2 not, 3 next for a single use' },
    { name: 'ManagedElement', type: 'reference', key: true, meaning: 'What is set' },
    { name: 'SettingData', type: 'reference', key: true, meaning: 'The settings' },
  ],
  declaresCommon: false,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; which element a setting belongs to was not recorded`,
  instances: (context) => [
    ...powerPackages(context),
    ...ipv6Settings(context),
    ...fixedSettings(context),
    ...wirelessElementSettings(context),
  ],
  put: (context, current, changes) => {
    const wanted = numberIn(changes, 'IsCurrent') ?? numberIn(current, 'IsCurrent');
    if (wanted === numberIn(current, 'IsCurrent')) return { kind: 'written', state: context.state };
    return makeCurrent(context, current['SettingData'], wanted === IS_CURRENT);
  },
};

function powerPackages({ state, instant }: CallContext): readonly Instance[] {
  return instant.profile.power.schemes.map(({ id, guidHex }) => ({
    IsCurrent: id === state.power.schemeId ? IS_CURRENT : IS_NOT_CURRENT,
    ManagedElement: engineSystem,
    SettingData: {
      kind: 'reference',
      resourceUri: SCHEME_URI,
      selectors: { InstanceID: id, SchemeGUID: Buffer.from(guidHex, 'hex').toString('base64') },
    },
  }));
}

function ipv6Settings(context: CallContext): readonly Instance[] {
  const ports = [...servedUnder(context, 'CIM_EthernetPort'), ...servedUnder(context, 'CIM_WiFiPort')];
  return servedUnder(context, IPV6_CLASS).map(({ instance, reference }) => {
    const number = interfaceOf(instance);
    return {
      IsCurrent: isIpv6InUse(context.state, number) ? IS_CURRENT : IS_NOT_CURRENT,
      ManagedElement: ports[number]?.reference ?? engineSystem,
      SettingData: reference,
    };
  });
}

function fixedSettings(context: CallContext): readonly Instance[] {
  return paired(context, fixed, ENDS).map((ends) => ({ ...ends, IsCurrent: IS_CURRENT }));
}

function makeCurrent({ state, instant }: CallContext, setting: Value | undefined, isCurrent: boolean): WriteResult {
  const { resourceUri, selectors } = settingIn(setting);
  if (resourceUri.endsWith(IPV6_CLASS)) return written(setIpv6Use(state, interfaceOf(selectors), isCurrent));
  const { InstanceID: id } = selectors;
  if (resourceUri === SCHEME_URI && isCurrent)
    return written(setPowerScheme(state, instant, typeof id === 'string' ? id : ''));
  const code = resourceUri === SCHEME_URI ? 'power.scheme.none-current' : 'settings.always-current';
  return { kind: 'fault', fault: 'InvalidRepresentation', detail: 'InvalidValues', code };
}

function settingIn(value: Value | undefined): { readonly resourceUri: string; readonly selectors: Instance } {
  return typeof value === 'object' && 'selectors' in value ? value : { resourceUri: '', selectors: {} };
}

function isEngine(system: Instance): boolean {
  return system['Name'] === 'Intel(r) AMT';
}
