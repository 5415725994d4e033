/** A message as the worker holds it: hidden from other consumers until its visibility timeout ends. */
export interface Message {
  readonly messageId: string;
  /** Names this one delivery; deleting, releasing and extending need it. */
  readonly receiptHandle: string;
  readonly body: string;
  /** How often it was delivered, this time included. */
  readonly receiveCount: number;
  /** On a FIFO queue: the group whose order must be kept. */
  readonly groupId?: string;
}
