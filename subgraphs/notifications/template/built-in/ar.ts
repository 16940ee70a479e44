import type { NotificationKind } from '../../kind/kind';
import type { Content } from '../content';

/** Arabic, as it ships: with its six forms of the plural. */
export const arabic: Readonly<Record<NotificationKind, Content>> = {
  WELCOME: {
    title: 'مرحبًا بك في Lyceum',
    body: 'حسابك جاهز. اختر دورة وابدأ متى شئت.',
    action: 'اختر دورة',
  },
  ENROLLED: {
    title: 'تم تسجيلك: {courseTitle}',
    body: 'أنت مسجّل الآن في «{courseTitle}». كل ما هو متاح لك ينتظرك في صفحة الدورة.',
    action: 'ابدأ',
  },
  WAITLIST_PROMOTED: {
    title: 'أصبح لك مقعد: {courseTitle}',
    body: 'توفّر مقعد في «{courseTitle}» وكان دورك. أنت مسجّل الآن.',
    action: 'ابدأ',
  },
  COURSE_COMPLETED: {
    title: 'أتممت {courseTitle}',
    body: 'أنجزت كل ما تتطلبه دورة «{courseTitle}». أحسنت.',
    action: 'راجع الدورة',
  },
  REVIEW_POSTED: {
    title:
      '{count, plural, zero {لا تقييمات جديدة} one {تقييم جديد} two {تقييمان جديدان} few {# تقييمات جديدة} many {# تقييمًا جديدًا} other {# تقييم جديد}}: {courseTitle}',
    body: 'حصلت دورة «{courseTitle}» على {stars, plural, zero {لا نجوم} one {نجمة واحدة} two {نجمتين} few {# نجوم} many {# نجمة} other {# نجمة}}. يمكنك الرد في صفحتها.',
    action: 'اقرأ التقييم',
  },
  REVIEW_REPLIED: {
    title: 'رد على تقييمك: {courseTitle}',
    body: 'ردّ مدرّس «{courseTitle}» على ما كتبته عنها.',
    action: 'اقرأ الرد',
  },
  COURSE_PUBLISHED: {
    title: 'دورة جديدة: {courseTitle}',
    body: 'دورة «{courseTitle}» جديدة في Lyceum. أنت تتابع أحد مدرّسيها أو فئة تنتمي إليها.',
    action: 'عرض الدورة',
  },
  ANNOUNCEMENT: {
    title: '{courseTitle}: {announcementTitle}',
    body: '{announcementText}',
    action: 'إلى الدورة',
  },
  LIVE_REMINDER: {
    title:
      'بث «{courseTitle}» يبدأ بعد {minutes, plural, zero {أقل من دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}',
    body: 'تبدأ جلسة مباشرة من «{courseTitle}» بعد {minutes, plural, zero {أقل من دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}.',
    action: 'إلى الدورة',
  },
  LIVE_CANCELLED: {
    title: 'أُلغيت جلسة مباشرة: {courseTitle}',
    body: 'لن تُعقد الجلسة المباشرة من «{courseTitle}».',
    action: 'إلى الدورة',
  },
  MENTION: {
    title: 'ذُكر اسمك في «{threadTitle}»',
    body: 'ذكر أحدهم اسمك في «{threadTitle}» ضمن {courseTitle}:\n\n{snippet}',
    action: 'اقرأ المشاركة',
  },
  NEW_ANSWER: {
    title:
      '{count, plural, zero {لا إجابات جديدة} one {إجابة جديدة} two {إجابتان جديدتان} few {# إجابات جديدة} many {# إجابة جديدة} other {# إجابة جديدة}}: «{threadTitle}»',
    body: 'وصلت إجابة عن سؤال تتابعه في {courseTitle}:\n\n{snippet}',
    action: 'اقرأ الإجابة',
  },
  NEW_POST: {
    title:
      '{count, plural, zero {لا مشاركات جديدة} one {مشاركة جديدة} two {مشاركتان جديدتان} few {# مشاركات جديدة} many {# مشاركة جديدة} other {# مشاركة جديدة}}: «{threadTitle}»',
    body: 'هناك جديد في «{threadTitle}» ضمن {courseTitle}:\n\n{snippet}',
    action: 'اقرأ المشاركة',
  },
  ANSWER_ACCEPTED: {
    title: 'قُبلت إجابتك عن «{threadTitle}»',
    body: 'أفاد ما كتبته في {courseTitle}:\n\n{snippet}',
    action: 'عرض الموضوع',
  },
  DIRECT_MESSAGE: {
    title:
      '{messages, plural, zero {لا رسائل جديدة} one {رسالة جديدة} two {رسالتان جديدتان} few {# رسائل جديدة} many {# رسالة جديدة} other {# رسالة جديدة}} من {senderName}',
    body: 'كتب إليك {senderName} ولم تقرأ ذلك بعد.',
    action: 'اقرأ وأجب',
  },
  POST_APPROVED: {
    title: 'مشاركتك في «{threadTitle}» ظاهرة للجميع',
    body: 'اطّلع مشرف على ما كتبته في {courseTitle}، ويمكن لكل من في الدورة قراءته الآن.\n\n{reason}',
    action: 'عرض المشاركة',
  },
  POST_REMOVED: {
    title: 'أُزيلت مشاركتك في «{threadTitle}»',
    body: 'أزال مشرف ما كتبته في {courseTitle}.\n\n{reason}\n\nهل ترى الأمر على نحو آخر؟ يمكنك طلب قرار جديد مرة واحدة: اختر «تظلّم» بجانب المشاركة.',
    action: 'عرض القرار',
  },
  MODERATION_WARNING: {
    title: 'تنبيه من مشرفي {courseTitle}',
    body: 'يطلب منك مشرف ألّا تكتب مرة أخرى كما كتبت في {courseTitle}.\n\n{reason}',
    action: 'إلى الدورة',
  },
  MODERATION_MUTE: {
    title: 'لا يمكنك الكتابة في {courseTitle} حاليًا',
    body: 'يمكنك قراءة ما يقال في {courseTitle} دون الكتابة حتى {until}.\n\n{reason}\n\nإن أُزيلت لك مشاركة أيضًا فيمكنك طلب قرار جديد بشأنها مرة واحدة.',
    action: 'إلى الدورة',
  },
  MODERATION_BAN: {
    title: 'لا يمكنك المشاركة في نقاشات {courseTitle}',
    body: 'لا تشارك في ما يقال في {courseTitle} حتى {until}. تبقى دروسها متاحة لك.\n\n{reason}\n\nإن أُزيلت لك مشاركة أيضًا فيمكنك طلب قرار جديد بشأنها مرة واحدة.',
    action: 'إلى الدورة',
  },
  PAYMENT_RECEIVED: {
    title: 'شكرًا لطلبك',
    body: 'وصل ثمن {courses, plural, zero {لا دورات} one {دورة واحدة} two {دورتين} few {# دورات} many {# دورة} other {# دورة}}. يصلك الإيصال في رسالة منفصلة.',
    action: 'عرض الطلب',
  },
  PAYMENT_REFUNDED: {
    title: 'المبلغ في طريقه إليك',
    body: 'يعود ما دفعته مقابل {courses, plural, zero {لا دورات} one {دورة واحدة} two {دورتين} few {# دورات} many {# دورة} other {# دورة}} إلى المصدر الذي جاء منه.',
    action: 'عرض الطلب',
  },
};
