import { putKvmSettings } from '../../../device/redirection/kvm.ts';
import type { DeviceState } from '../../../device/state.ts';
import { refused } from '../../../device/step.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm } from '../service-shape.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

const SETTINGS = 'Intel(r) KVM Redirection Settings';
const NOT_PERMITTED = 16;

/**
 * How KVM behaves. Answers of older firmware have the time for entering the consent code, answers of 16 have the picture
 * settings instead. The password can be written and reads as empty text.
 */
export const kvmRedirectionSettingData: ClassDeclaration = {
  name: 'IPS_KVMRedirectionSettingData',
  uri: classUri('IPS_KVMRedirectionSettingData'),
  parent: 'CIM_SettingData',
  since: '6.0',
  needs: 'kvm',
  properties: [
    {
      name: 'BackToBackFbMode',
      type: 'boolean',
      access: 'read-write',
      meaning: 'Frames go out without being asked for',
    },
    { name: 'DefaultScreen', type: 'uint8', access: 'read-write' },
    { name: 'DoubleBufferActive', type: 'boolean', since: '16.0' },
    { name: 'DoubleBufferEnabled', type: 'boolean', access: 'read-write', since: '16.0' },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledByMEBx', type: 'boolean' },
    { name: 'GrayscalePixelFormatSupported', type: 'boolean', since: '16.0' },
    {
      name: 'InitialDecimationModeForLowRes',
      type: 'uint8',
      access: 'read-write',
      since: '16.0',
      values: { 0: 'Unsupported', 1: 'Disabled', 2: 'Automatic', 3: 'Enabled' },
    },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Is5900PortEnabled', type: 'boolean', access: 'read-write', meaning: 'Plain RFB; needs a password' },
    { name: 'OptInPolicy', type: 'boolean', access: 'read-write', meaning: 'The person at the PC has to agree' },
    { name: 'OptInPolicyTimeout', type: 'uint16', access: 'read-write', until: '16.0', meaning: 'Seconds' },
    { name: 'RFBPassword', type: 'string', access: 'read-write', maxLength: 8, meaning: 'Reads as empty text' },
    { name: 'SessionTimeout', type: 'uint16', access: 'read-write', meaning: 'Idle minutes' },
    { name: 'ZlibControlSupported', type: 'boolean', since: '16.0' },
  ],
  methods: [
    { name: 'DataChannelRead', input: [], output: [], returns: [0, 1] },
    { name: 'DataChannelWrite', input: [{ name: 'DataMessage', type: 'base64' }], output: [], returns: [0, 1] },
    {
      name: 'TerminateSession',
      input: [],
      output: [],
      returns: [0, 1],
      meaning: 'For the local interface only; which number others get is assumed',
      call: () => returned(refused(NOT_PERMITTED, 'kvm.terminate.local-only'), () => ({})),
    },
  ],
  declaresCommon: false,
  storedOnly: true,
  readRealms: [realm.redirection, realm.administration],
  writeRealms: [realm.redirection, realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: ({ state }) => [settingsOf(state)],
  put: ({ state }, _current, changes) =>
    written(
      putKvmSettings(state, {
        backToBackFrames: flagIn(changes, 'BackToBackFbMode'),
        defaultScreen: numberIn(changes, 'DefaultScreen'),
        doubleBufferEnabled: flagIn(changes, 'DoubleBufferEnabled'),
        lowResolutionDecimation: numberIn(changes, 'InitialDecimationModeForLowRes'),
        port5900Enabled: flagIn(changes, 'Is5900PortEnabled'),
        needsConsent: flagIn(changes, 'OptInPolicy'),
        policyTimeoutSeconds: numberIn(changes, 'OptInPolicyTimeout'),
        rfbPassword: textIn(changes, 'RFBPassword'),
        sessionTimeoutMinutes: numberIn(changes, 'SessionTimeout'),
      }),
    ),
};

function settingsOf(state: DeviceState): Instance {
  const { kvm, consent } = state.features;
  return {
    BackToBackFbMode: kvm.backToBackFrames,
    DefaultScreen: kvm.defaultScreen,
    DoubleBufferActive: false,
    DoubleBufferEnabled: kvm.doubleBufferEnabled,
    ElementName: SETTINGS,
    EnabledByMEBx: kvm.enabledByMebx,
    GrayscalePixelFormatSupported: true,
    InitialDecimationModeForLowRes: kvm.lowResolutionDecimation,
    InstanceID: SETTINGS,
    Is5900PortEnabled: kvm.port5900Enabled,
    OptInPolicy: consent.required !== 0,
    OptInPolicyTimeout: kvm.policyTimeoutSeconds,
    RFBPassword: '',
    SessionTimeout: kvm.sessionTimeoutMinutes,
    ZlibControlSupported: true,
  };
}
