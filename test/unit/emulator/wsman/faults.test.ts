import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../../../emulator/wsman/declaration.ts';
import { faultStatus, writeFault } from '../../../../emulator/wsman/faults.ts';

const WSMAN = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/fault';
const ADDRESSING = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/fault';
const ENUMERATION = 'http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault';
const EVENTING = 'http://schemas.xmlsoap.org/ws/2004/08/eventing/fault';

/** DSP0226 1.0, 14.6: code, subcode and action of each fault; a Receiver's fault goes with status 500. */
const faults: readonly (readonly [FaultName, 'Sender' | 'Receiver' | 'MustUnderstand', string, string])[] = [
  ['DestinationUnreachable', 'Sender', 'b:DestinationUnreachable', ADDRESSING],
  ['InvalidMessageInformationHeader', 'Sender', 'b:InvalidMessageInformationHeader', ADDRESSING],
  ['ActionNotSupported', 'Sender', 'b:ActionNotSupported', ADDRESSING],
  ['EndpointUnavailable', 'Receiver', 'b:EndpointUnavailable', ADDRESSING],
  ['SchemaValidationError', 'Sender', 'e:SchemaValidationError', WSMAN],
  ['AlreadyExists', 'Sender', 'e:AlreadyExists', WSMAN],
  ['QuotaLimit', 'Sender', 'e:QuotaLimit', WSMAN],
  ['InternalError', 'Receiver', 'e:InternalError', WSMAN],
  ['AccessDenied', 'Sender', 'e:AccessDenied', WSMAN],
  ['InvalidSelectors', 'Sender', 'e:InvalidSelectors', WSMAN],
  ['UnsupportedFeature', 'Sender', 'e:UnsupportedFeature', WSMAN],
  ['EncodingLimit', 'Sender', 'e:EncodingLimit', WSMAN],
  ['TimedOut', 'Receiver', 'e:TimedOut', WSMAN],
  ['InvalidOptions', 'Sender', 'e:InvalidOptions', WSMAN],
  ['CannotProcessFilter', 'Sender', 'e:CannotProcessFilter', WSMAN],
  ['FilteringNotSupported', 'Sender', 'c:FilteringNotSupported', ENUMERATION],
  ['FilterDialectRequestedUnavailable', 'Sender', 'c:FilterDialectRequestedUnavailable', ENUMERATION],
  ['InvalidEnumerationContext', 'Receiver', 'c:InvalidEnumerationContext', ENUMERATION],
  ['DeliveryModeRequestedUnavailable', 'Sender', 'f:DeliveryModeRequestedUnavailable', EVENTING],
  ['InvalidExpirationTime', 'Sender', 'f:InvalidExpirationTime', EVENTING],
  ['MustUnderstand', 'MustUnderstand', '', WSMAN],
];

describe('a fault', () => {
  it.each(faults)('%s is the mistake of the %s', (name, code, subcode, action) => {
    const text = writeFault(name, undefined, 'uuid:1', 1);
    expect(/<a:Code><a:Value>a:(\w+)/.exec(text)?.[1]).toBe(code);
    expect(/<a:Subcode><a:Value>([^<]*)/.exec(text)?.[1] ?? '').toBe(subcode);
    expect(text).toContain(`<b:Action a:mustUnderstand="true">${action}</b:Action>`);
    expect(faultStatus(name)).toBe(code === 'Receiver' ? 500 : 400);
  });
});
