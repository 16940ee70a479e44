import { gatewayErrors } from '../gateway.errors';
import type { RegisteredDocument } from '../registry/document.entity';
import { textOf, type AskedDocument } from '../registry/registered-texts';
import type { OperationText } from './operation-reader';

/** An operation by its text, or by the document that is registered. */
export interface AskedOperation extends AskedDocument, Pick<OperationText, 'operationName' | 'variables'> {}

/** What runs: the text of the document that is named, where one is. @throws BAD_REQUEST */
export function askedText(
  { query, operationName, variables }: AskedOperation,
  document?: RegisteredDocument,
): OperationText {
  if (document) return { ...textOf(document, operationName), variables };
  if (typeof query !== 'string') throw gatewayErrors.BAD_REQUEST();
  return { query, operationName, variables };
}
