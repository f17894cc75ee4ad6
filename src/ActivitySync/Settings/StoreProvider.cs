namespace ActivitySync.Settings;

internal enum StoreProvider
{
    Sqlite,
    Postgres,
}
