using System.CommandLine;
using ActivitySync.Recovery.Rules;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>One call of a verb: its arguments, its two streams, and the rooms, opened only when asked for.</summary>
internal sealed class VerbCall(ParseResult parsed, VerbSurroundings surroundings) : IAsyncDisposable
{
    private ServiceProvider? _services;
    private AppSettings? _settings;

    public TextWriter Out => surroundings.Output;

    public TextWriter Error => surroundings.Error;

    public TimeProvider Clock => surroundings.Clock;

    public bool Json => parsed.GetValue(Verb.Json);

    /// <summary>The settings in force. Secrets may be absent; see <see cref="RequireSecrets"/>.</summary>
    /// <exception cref="CannotProceedException">There are none, or they are wrong.</exception>
    public AppSettings Settings => _settings ??= surroundings.Settings ?? SettingsFile.Load(parsed.GetValue(Verb.Config), withSecrets: false);

    /// <summary>Asked first by verbs that speak with a service or a mail server; the others do without what is handed to the daemon alone.</summary>
    /// <exception cref="CannotProceedException">There are no settings, they are wrong, or a secret that is wanted is not there.</exception>
    public void RequireSecrets() => _settings = surroundings.Settings ?? SettingsFile.Load(parsed.GetValue(Verb.Config), withSecrets: true);

    /// <summary>The same for verbs that send: there must be a way for mails too, or a mail would be entered that goes nowhere.</summary>
    /// <exception cref="CannotProceedException">See <see cref="RequireSecrets"/>; or neither a mail server nor a folder for mails is set.</exception>
    public void RequireMail()
    {
        RequireSecrets();
        if (Settings.Mail.NoWay is { } line) throw new CannotProceedException(ExitCode.WrongInput, line);
    }

    /// <summary>The settings, or null where no file is named and none is found: for verbs that can do without.</summary>
    /// <exception cref="CannotProceedException">There are some, and they are wrong.</exception>
    public AppSettings? SettingsIfAny => _settings ??= surroundings.Settings ?? SettingsFile.LoadIfAny(parsed.GetValue(Verb.Config));

    /// <summary>The numbers of the rules: those of the settings where there are any, so that a file is answered as the daemon here would.</summary>
    public RuleParameters RulesInForce => SettingsIfAny?.Rules ?? RuleParameters.Default;

    /// <summary>The runner meant: the one named, or the only one.</summary>
    /// <exception cref="CannotProceedException">No such runner, or several and none named.</exception>
    public AthleteSettings Athlete => Settings.AthleteNamed(parsed.GetValue(Verb.Athlete));

    /// <summary>The runners meant by a verb that may serve all of them.</summary>
    public IReadOnlyList<AthleteSettings> AthleteOrAll =>
        parsed.GetValue(Verb.Athlete) is { } name ? [Settings.AthleteNamed(name)] : Settings.Athletes;

    /// <summary>Standard input as bytes; the caller disposes it.</summary>
    public Stream OpenStandardInput() => surroundings.Input ?? Console.OpenStandardInput();

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>A use case out of the container of all rooms.</summary>
    public T Use<T>()
        where T : notnull
    {
        if (_services is null)
        {
            DataDirectory.RefuseRoot(Settings.ActivitySync.DataDirectory);
            _services = new ServiceCollection().AddRooms(Settings, Clock).BuildServiceProvider();
        }

        return _services.GetRequiredService<T>();
    }

    /// <summary>The line for trouble with the disk or the database; null if it is none of that.</summary>
    public string? StoreLineOf(Exception trouble) => _services?.GetRequiredService<Database>().LineOf(trouble);

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
    }
}
