/** Stable reasons why a conversation with a device ended. */
export type AmtErrorCode =
  | 'connect.refused'
  | 'connect.unreachable'
  | 'connect.timeout'
  | 'connect.lost'
  | 'request.timeout'
  | 'run.aborted'
  | 'tls.refused-by-device'
  | 'tls.device-certificate'
  | 'tls.setup-certificate'
  | 'http.unauthorized'
  | 'http.protocol'
  | 'http.status'
  | 'wsman.protocol'
  | 'wsman.fault'
  | 'amt.status';

/** Facts beside the code; none of them is ever a secret. */
export interface AmtErrorFacts {
  /** Windows error number that the product shows for this, `0x80090308`. */
  readonly windowsError?: string;
  readonly httpStatus?: number;
  /** Local name of the SOAP fault subcode, `DestinationUnreachable`. */
  readonly subcode?: string;
  /** Fault detail URI or text. */
  readonly detail?: string;
  /** PT_STATUS number, from a method's ReturnValue or from a fault's AMT-STATUS. */
  readonly status?: number;
  readonly statusName?: string;
  /** `AMT_SetupAndConfigurationService.CommitChanges`. */
  readonly method?: string;
}

/** A refusal or a break in the conversation with an AMT device. The message never holds a secret. */
export class AmtError extends Error {
  override readonly name = 'AmtError';
  readonly code: AmtErrorCode;
  readonly facts: AmtErrorFacts;
  constructor(code: AmtErrorCode, message: string, facts: AmtErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.facts = facts;
  }
}

/** True for breaks after which nobody knows whether the device carried out the last request. */
export function isLostAnswer(error: unknown): error is AmtError {
  return (
    error instanceof AmtError &&
    (error.code === 'connect.lost' ||
      error.code === 'request.timeout' ||
      error.code === 'connect.refused' ||
      error.code === 'connect.unreachable' ||
      error.code === 'connect.timeout')
  );
}

/** True when the device says it does not know this class, instance or method. */
export function isUnknownToDevice(error: unknown): boolean {
  return (
    error instanceof AmtError &&
    error.code === 'wsman.fault' &&
    (error.facts.subcode === 'DestinationUnreachable' || error.facts.subcode === 'ActionNotSupported')
  );
}
