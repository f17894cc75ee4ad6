namespace ActivitySync.Sources;

/// <summary>Counts the calls that one reading makes, each try of each.</summary>
internal sealed class CallCount
{
    public static HttpRequestOptionsKey<CallCount> Key { get; } = new("calls");

    public int Made { get; private set; }

    public void Add() => Made++;
}
