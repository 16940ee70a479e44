import { defineSubgraph } from '../../kit/subgraph/define';
import { RequestKey } from '../../kit/requests/request-key.entity';
import { forgetRequestKeys } from '../../kit/requests/request-keys';
import { onCourseChanged } from './course/course.events';
import { KnownCourse } from './course/known-course.entity';
import { migrations } from './migrations';
import { Order } from './order/order.entity';
import { resolveOrder } from './order/order.reference';
import { OrderResolver } from './order/order.resolver';
import { paymentsErrors } from './payments.errors';
import { resolveUser } from './user/user.stub';

export const payments = defineSubgraph({
  name: 'payments',
  resolvers: [OrderResolver],
  references: { Order: resolveOrder, User: resolveUser },
  entities: [KnownCourse, Order, RequestKey],
  migrations,
  // Nobody who is nobody sees anything of what somebody bought.
  unseenTables: ['customer_order', 'order_line', 'request_key'],
  emits: [],
  handlers: [onCourseChanged],
  jobs: [forgetRequestKeys],
  errors: paymentsErrors,
  sensitive: ['Query.order'],
});
