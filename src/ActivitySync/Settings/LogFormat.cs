namespace ActivitySync.Settings;

internal enum LogFormat
{
    Text,
    Json,
}
