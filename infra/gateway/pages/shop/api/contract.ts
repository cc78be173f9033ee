import type { z } from 'zod';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { Problem as GatewayProblem } from '#infra/gateway/problem.ts';
import type { turnsPage } from '#infra/gateway/schemas/conversation.ts';
import type {
  factCorrection,
  memoryPage,
  preferencesPatch,
  preferencesSchema,
  profileSchema,
} from '#infra/gateway/schemas/me.ts';
import type { ordersPage } from '#infra/gateway/schemas/order.ts';
import type { productDetail } from '#infra/gateway/schemas/product.ts';
import type { sampleShoppersSchema, sessionSchema } from '#infra/gateway/schemas/session.ts';
import type { turnRequestSchema } from '#infra/gateway/schemas/turn.ts';

// What the gateway's own schemas say goes over the wire. Types only: no schema reaches the browser.
export type IssuedSession = z.output<typeof sessionSchema>;
export type SampleShopper = z.output<typeof sampleShoppersSchema>['sampleShoppers'][number];
export type SampleShoppers = z.output<typeof sampleShoppersSchema>;
export type ProductDetail = z.output<typeof productDetail>;
export type Preferences = z.output<typeof preferencesSchema>;
export type PreferencesPatch = z.input<typeof preferencesPatch>;
export type Profile = z.output<typeof profileSchema>;
export type MemoryPage = z.output<typeof memoryPage>;
export type Fact = MemoryPage['facts'][number];
export type FactCorrection = z.input<typeof factCorrection>;
export type PastTurns = z.output<typeof turnsPage>;
export type PastOrders = z.output<typeof ordersPage>;
export type TurnQuestion = z.input<typeof turnRequestSchema> & { readonly turnId: string };
export type Problem = GatewayProblem;
export type Question = NonNullable<TurnReply['question']>;
export type CartLine = TurnReply['cart']['lines'][number];
export type Discount = TurnReply['cart']['discounts'][number];
