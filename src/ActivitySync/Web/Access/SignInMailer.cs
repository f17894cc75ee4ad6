using System.Threading.Channels;
using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Transport;
using ActivitySync.Web.Localization;
using MimeKit;
using MimeKit.Utils;

namespace ActivitySync.Web.Access;

/// <summary>
/// Sends sign-in links by email, not through the outbox: a link is worth nothing later, and its address is never
/// stored. It works in the background, so that an unknown name is answered as fast as a known one.
/// </summary>
internal sealed partial class SignInMailer(
    AppSettings settings,
    SignInLinks links,
    IMailTransport transport,
    TimeProvider clock,
    ILogger<SignInMailer> log
) : BackgroundService
{
    private const int MaxWaiting = 20;

    private readonly Channel<(AthleteSettings Athlete, string Back)> _waiting = Channel.CreateBounded<(
        AthleteSettings,
        string
    )>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Sends a link to an athlete, soon.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="back">The path of the page that comes after signing in; empty for the week.</param>
    public void Queue(AthleteSettings athlete, string back = "") => _waiting.Writer.TryWrite((athlete, back));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (athlete, back) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await SendAsync(athlete, back, stoppingToken);
        }
    }

    private async Task SendAsync(AthleteSettings athlete, string back, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await transport.SendAsync(
                await CreateMessageAsync(athlete, back, cancellationToken),
                reportStep: null,
                beforeHandOver: null,
                cancellationToken
            );
            if (outcome.Result == MailResult.Accepted)
            {
                LogSent(athlete.Name);
            }
            else
            {
                LogNotSent(athlete.Name, outcome.Message ?? outcome.Result.ToString());
            }
        }
#pragma warning disable CA1031 // one link that can't be sent must not end the service
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotSent(athlete.Name, ErrorText.LineFor(exception));
        }
    }

    private async Task<byte[]> CreateMessageAsync(
        AthleteSettings athlete,
        string back,
        CancellationToken cancellationToken
    )
    {
        var texts = PageLanguages.GetOrDefault(athlete.Language).SignIn;
        var addresses = MailAddresses.Create(settings, athlete);
        using var mail = new MimeMessage
        {
            Subject = texts.MailSubject,
            Date = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), athlete.TimeZone),
            MessageId = MimeUtils.GenerateMessageId(addresses.Domain),
        };
        mail.From.Add(addresses.From);
        mail.To.Add(addresses.To);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Body = new TextPart("plain")
        {
            Text = texts.MailText(links.Create(athlete, back).AbsoluteUri, (int)SignInLinks.Lifetime.TotalMinutes),
        };
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    [LoggerMessage(EventName = "sign_in_link_sent", Level = LogLevel.Information, Message = "athlete={Athlete}")]
    private partial void LogSent(string athlete);

    [LoggerMessage(
        EventName = "sign_in_link_not_sent",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} reason={Reason}"
    )]
    private partial void LogNotSent(string athlete, string reason);
}
