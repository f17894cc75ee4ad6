namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// The tests of this class run after those that run in parallel, one by one: they observe what the whole process
/// shares.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RunsAloneAttribute : Attribute;
