import { Hono } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordLook } from '../../store/looks.ts';
import { findReceipt, RECEIPT_LOOK } from '../../store/receipts.ts';
import { ReceiptSheet } from '../../../web/canteen/receipt-sheet.tsx';
import { id, segments } from '../fields.ts';
import { paper } from '../paper.tsx';
import { permit } from '../permit.ts';
import { staffOf } from './frame.ts';

export const receipts = new Hono<App>();

/** Every look is noted: the first is the receipt, a later one says that it is printed again. */
receipts.get('/:receiptId', permit('cash.take'), segments(z.object({ receiptId: id })), async (c) => {
  const receipt = await findReceipt(c.var.db, c.var.scope, c.req.valid('param').receiptId);
  if (!receipt) return c.notFound();
  await recordLook(c.var.db, auditEntry(c, actorRef(staffOf(c)), RECEIPT_LOOK, `receipt:${receipt.id}`));
  return paper(c, <ReceiptSheet receipt={receipt} />);
});
