import { defineErrors } from '../../kit/errors/errors';

export const paymentsErrors = defineErrors({
  COUPON_CODE_TAKEN: { message: 'This seller has a coupon of that code.', remedy: 'Choose another code.' },
  COUPON_IN_USE: {
    message: 'Orders have this coupon: it cannot be deleted.',
    remedy: 'Switch it off with `updateCoupon(input: { isActive: false })`.',
  },
});
