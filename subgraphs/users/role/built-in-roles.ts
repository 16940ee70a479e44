/** The roles that the house brings. Their ids never change: migrations, seeds and assignments name them. */
export const studentRole = {
  id: '01990000-0000-7000-8000-000000000001',
  name: 'student',
  description: 'Learns. Everyone who registers has this role.',
  permissions: [],
} as const;

export const instructorRole = {
  id: '01990000-0000-7000-8000-000000000002',
  name: 'instructor',
  description: 'Teaches: may create courses, and edits their own.',
  permissions: ['course.create'],
} as const;

export const adminRole = {
  id: '01990000-0000-7000-8000-000000000003',
  name: 'admin',
  description: 'Operates the platform: may do everything.',
  permissions: ['*'],
} as const;

export const builtInRoles = [studentRole, instructorRole, adminRole];
