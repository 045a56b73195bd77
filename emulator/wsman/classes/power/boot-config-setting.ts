import { setBootOptions } from '../../../device/power/boot-options.ts';
import { isRecoveryEnabled } from '../../../device/power/boot-recovery.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodDeclaration, MethodResult } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { bootSourceNamed } from './boot-source-setting.ts';
import { selectorsIn } from './reference-selectors.ts';

/** The one boot configuration. */
export const BOOT_CONFIGURATION = 'Intel(r) AMT: Boot Configuration 0';

const BOOT_SOURCE_URI = classUri('CIM_BootSourceSetting');

/** Return values of ChangeBootOrder. */
const NOT_SUPPORTED = 1;
const INVALID_REFERENCE = 4;

const changeBootOrder: Omit<MethodDeclaration, 'input'> = {
  name: 'ChangeBootOrder',
  output: [{ name: 'Job', type: 'reference' }],
  returns: [0, 1, 2, 3, 4, 5, 6],
  meaning: 'Makes the first source the one that the next boot is forced to use; no source leaves it to the BIOS',
};

/** Holds the source of the next boot. Until 5.0 the parameter was written in lower case; both are taken (assumed). */
export const bootConfigSetting: ClassDeclaration = {
  name: 'CIM_BootConfigSetting',
  uri: classUri('CIM_BootConfigSetting'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance' },
  ],
  methods: [
    {
      ...changeBootOrder,
      until: '5.1',
      input: [
        { name: 'Source', type: 'reference', array: true },
        { name: 'source', type: 'reference', array: true },
      ],
      call: (context, input) => changeOrder(context, input, input['source'] === undefined ? 'Source' : 'source'),
    },
    {
      ...changeBootOrder,
      since: '5.1',
      input: [{ name: 'Source', type: 'reference', array: true }],
      call: (context, input) => changeOrder(context, input, 'Source'),
    },
  ],
  declaresCommon: false,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'ChangeBootOrder', 'Pull'],
  instances: () => [{ ElementName: 'Intel(r) AMT: Boot Configuration', InstanceID: BOOT_CONFIGURATION }],
};

function changeOrder(context: CallContext, input: Instance, parameter: string): MethodResult {
  const { state, instant } = context;
  const asked = selectorsIn(input, parameter, BOOT_SOURCE_URI, 'InstanceID');
  const sources = asked.map((id) => bootSourceNamed(context, id));
  if (sources.includes(undefined)) return answered(INVALID_REFERENCE, 'boot.order.unknown-source', asked);
  const source = sources[0] ?? 'default';
  if (source.startsWith('uefi-') && !isRecoveryEnabled(state))
    return answered(NOT_SUPPORTED, 'boot.order.recovery-disabled', asked);
  const step = setBootOptions(state, instant, { source });
  if (!step.ok) return answered(NOT_SUPPORTED, step.refusal.code, asked);
  return { kind: 'returned', value: 0, state: step.state, effects: step.effects };
}

function answered(value: number, code: string, asked: readonly (string | undefined)[]): MethodResult {
  const inputs = { asked: asked.map((id) => id ?? 'another class'), value };
  return { kind: 'returned', value, effects: [{ kind: 'decision', decision: { code, verdict: 'refused', inputs } }] };
}
