using ActivitySync.Configuration;

namespace ActivitySync.Sources;

/// <summary>The texts and options of <c>connect</c> for one source.</summary>
/// <param name="Description">The description of the command.</param>
/// <param name="Example">An example call, without the program's name.</param>
/// <param name="Options">Options in addition to <c>--athlete</c>.</param>
/// <param name="NextStep">What connecting does, for the list of next steps after <c>setup</c>.</param>
internal sealed record ConnectHelp(
    string Description,
    string Example,
    IReadOnlyList<SourceOption> Options,
    string NextStep
);

/// <summary>A command line option of a source.</summary>
/// <param name="Name">With dashes: <c>--code</c>.</param>
/// <param name="ValueName">The placeholder in the help: <c>CODE</c>.</param>
/// <param name="Description">What it is for.</param>
internal sealed record SourceOption(string Name, string ValueName, string Description);

/// <summary>A call of <c>connect</c> as a source sees it.</summary>
internal interface IConnectSession
{
    AthleteSettings Athlete { get; }

    AppSettings Settings { get; }

    IServiceProvider Services { get; }

    TextWriter Output { get; }

    /// <summary>Opens standard input; the caller disposes it.</summary>
    Stream OpenInput();

    /// <summary>The value of an option; null if it isn't given.</summary>
    string? GetText(SourceOption option);

    /// <summary>The value of an option as a date; null if it isn't given.</summary>
    /// <exception cref="OperationException">The value is not a date.</exception>
    DateOnly? GetDate(SourceOption option);
}

/// <summary>The end of an authorization.</summary>
/// <param name="Message">What happened at the service; null if there is nothing to say.</param>
/// <param name="RemainingAction">
/// What a person still has to do, because the service didn't confirm the end; null if nothing.
/// </param>
internal sealed record DisconnectResult(string? Message, string? RemainingAction);

/// <summary>A question of <c>setup</c> about a source, and the option that answers it.</summary>
/// <param name="Key">The setting that takes the answer; <c>Athletes:0:</c> is the athlete.</param>
/// <param name="Option">
/// The option that answers the question. For a secret it names a file that holds the answer.
/// </param>
/// <param name="Question">The question.</param>
/// <param name="IsSecret">The answer is not shown, and is tested by <see cref="SourceDescriptor.ProbeAsync"/>.</param>
internal sealed record SetupStep(string Key, SourceOption Option, string Question, bool IsSecret = false);
