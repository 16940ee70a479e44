import { CreateBucketCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { isAbsent, statusOf } from './s3-answers';

/** The bucket, made where it is missing; looked for once. */
export class Bucket {
  private known: Promise<void> | null = null;

  constructor(
    private readonly client: S3Client,
    readonly name: string,
  ) {}

  /** Resolves once there is a bucket. @throws what S3 says where it cannot be made */
  ensure(): Promise<void> {
    this.known ??= this.make().catch((error: unknown) => {
      this.known = null;
      throw error;
    });
    return this.known;
  }

  /** A key that may write objects need not be allowed to look at buckets: then there is one. */
  async exists(): Promise<boolean> {
    try {
      await this.client.send(new HeadBucketCommand({ Bucket: this.name }));
      return true;
    } catch (error) {
      if (statusOf(error) === 403) return true;
      if (isAbsent(error)) return false;
      throw error;
    }
  }

  private async make(): Promise<void> {
    if (await this.exists()) return;
    await this.client.send(new CreateBucketCommand({ Bucket: this.name })).catch((error: unknown) => {
      // Another process was faster.
      if (statusOf(error) !== 409) throw error;
    });
  }
}
