import { AMT, CIM, IPS } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseStringPromise } from 'xml2js';
import type { WsmanAnswer } from '../../../../../emulator/wsman/dispatch.ts';
import { bodyOf } from '../../wsman/requests.ts';
import { ClassBench } from '../security/class-bench.ts';

const amt = new AMT.Messages();
const cim = new CIM.Messages();
const ips = new IPS.Messages();

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
});

/** The one element of a body as xml2js gives it to clients, prefixes off. */
async function parsed(answer: WsmanAnswer): Promise<Readonly<Record<string, object>>> {
  const options = { explicitArray: false, tagNameProcessors: [(name: string) => name.replace(/^\w+:/, '')] };
  const document: unknown = await parseStringPromise(answer.text, options);
  return (document as { Envelope: { Body: Record<string, object> } }).Envelope.Body;
}

/** What the switch page of a console does: reads four objects and writes them back with changes. */
describe('a console with wsman-messages', () => {
  it('switches SOL, IDE-R and KVM on and opens the port', async () => {
    const service = (await parsed(device.ask(amt.RedirectionService.Get())))['AMT_RedirectionService'];
    expect(bodyOf(device.ask(amt.RedirectionService.RequestStateChange(32_771)).text)).toContain('<g:ReturnValue>0<');
    expect(bodyOf(device.ask(cim.KVMRedirectionSAP.RequestStateChange(2)).text)).toContain('<g:ReturnValue>0<');
    const wanted = { ...service, EnabledState: 32_771, ListenerEnabled: true };
    const answer = device.ask(amt.RedirectionService.Put(wanted as never));
    expect(answer.status).toBe(200);
    expect(bodyOf(answer.text)).toContain('<g:ListenerEnabled>true</g:ListenerEnabled>');
    expect(device.read('AMT_RedirectionService')).toMatchObject({ EnabledState: '32771', ListenerEnabled: 'true' });
  });

  it('writes the consent policy that it read back', async () => {
    const read = await parsed(device.ask(ips.OptInService.Get()));
    const changed = { IPS_OptInService: { ...read['IPS_OptInService'], OptInRequired: 4_294_967_295 } };
    expect(device.ask(ips.OptInService.Put(changed as never)).status).toBe(200);
    expect(device.read('IPS_OptInService')['OptInRequired']).toBe('4294967295');
  });

  it('asks the person at the PC and sends what it is told', async () => {
    device.isHostOn = true;
    device.ask(ips.OptInService.StartOptIn());
    const shown = device.events.find((event) => event.kind === 'consent');
    const code = shown?.kind === 'consent' && shown.what === 'code-shown' ? Number(shown.code) : -1;
    const sent = await parsed(device.ask(ips.OptInService.SendOptInCode(code)));
    expect(sent['SendOptInCode_OUTPUT']).toMatchObject({ ReturnValue: '0' });
    const cancelled = await parsed(device.ask(ips.OptInService.CancelOptIn()));
    expect(cancelled['CancelOptIn_OUTPUT']).toMatchObject({ ReturnValue: '0' });
  });

  it('writes the KVM settings that it read back', async () => {
    const read = await parsed(device.ask(ips.KVMRedirectionSettingData.Get()));
    const changed = { ...read['IPS_KVMRedirectionSettingData'], SessionTimeout: 10 };
    expect(device.ask(ips.KVMRedirectionSettingData.Put(changed as never)).status).toBe(200);
    expect(device.read('IPS_KVMRedirectionSettingData')['SessionTimeout']).toBe('10');
  });

  it('finds the screens', async () => {
    const read = await parsed(device.ask(ips.ScreenSettingData.Get()));
    expect(read['IPS_ScreenSettingData']).toMatchObject({ IsActive: ['true', 'true', 'false', 'false'] });
  });
});
