namespace ActivitySync.Settings;

/// <summary>The words of the log levels, as both log formats write them.</summary>
internal static class LogLevelWord
{
    public static string Of(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
