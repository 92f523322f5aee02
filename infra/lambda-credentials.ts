/**
 * Replaces the SDK's default credential chain in the bundles.
 *
 * Lambda puts a function's credentials into its environment. The default chain looks in nine more places, with 100 kB of
 * code for single sign-on, instance metadata and the like.
 */
export function defaultProvider() {
  return () => {
    const accessKeyId = process.env['AWS_ACCESS_KEY_ID'];
    const secretAccessKey = process.env['AWS_SECRET_ACCESS_KEY'];
    if (accessKeyId === undefined || secretAccessKey === undefined) {
      return Promise.reject(
        new Error(
          'There are no AWS credentials in the environment. Lambda must set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
        ),
      );
    }
    const sessionToken = process.env['AWS_SESSION_TOKEN'];
    return Promise.resolve({
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
    });
  };
}
