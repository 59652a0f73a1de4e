//! Where units of work and their results lie: a folder, or a bucket that speaks S3.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, PutMode, PutPayload};

/// The largest object that is read, bytes.
const OBJECT_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// A place for objects by name.
#[derive(Clone)]
pub(super) struct Depot {
    store: Arc<dyn ObjectStore>,
    shown: String,
}

impl Depot {
    /// A folder (`/shared/work`, made where it is missing) or a bucket (`s3://bucket/prefix`), whose keys and address are in the usual variables
    /// of the environment, such as `AWS_ACCESS_KEY_ID` and `AWS_ENDPOINT`.
    pub(super) fn open(place: &str) -> anyhow::Result<Self> {
        let shown = place.to_owned();
        let Some(rest) = place.strip_prefix("s3://") else {
            if place.contains("://") {
                bail!("{place} is neither a folder nor s3://bucket/prefix");
            }
            let folder = PathBuf::from(place);
            std::fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {place}"))?;
            let store = LocalFileSystem::new_with_prefix(&folder).with_context(|| format!("cannot use {place}"))?;
            return Ok(Self { store: Arc::new(store), shown });
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let store = AmazonS3Builder::from_env()
            .with_bucket_name(bucket)
            .build()
            .with_context(|| format!("cannot use {place}; are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set?"))?;
        Ok(Self { store: Arc::new(PrefixStore::new(store, prefix)), shown })
    }

    /// Where it is, as it was named.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// Puts an object whole or not at all; what stood there is gone.
    pub(super) async fn put(&self, name: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
        let key = Key::from(name);
        let put = self.store.put_opts(&key, PutPayload::from(bytes), PutMode::Overwrite.into());
        put.await.with_context(|| format!("cannot write {name} to {}", self.shown))?;
        Ok(())
    }

    /// An object; `None` where there is none.
    pub(super) async fn get(&self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let found = match self.store.get(&Key::from(name)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read {name} from {}", self.shown)),
        };
        if found.meta.size > OBJECT_BYTES_MAX {
            bail!("{name} in {} is larger than {OBJECT_BYTES_MAX} bytes; it is none of ours", self.shown);
        }
        let bytes = found.bytes().await.with_context(|| format!("cannot read {name} from {}", self.shown))?;
        Ok(Some(bytes.to_vec()))
    }
}
