using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Infrastructure.Seeding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Mail;

/// <summary>Puts the way of mail into a container; where no host is set mail is off.</summary>
internal static class MailServices
{
    public static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = MailSettings.Read(configuration);
        // The demo plays a year of cases with the clock set back: nobody is written to about those.
        services.AddTransient(s => new MailSwitch(settings is not null && s.GetService<DemoClock>() is not { IsSetBack: true }));
        if (settings is not null)
        {
            services.AddSingleton(settings);
            services.AddSingleton<IMailTransport, SmtpTransport>();
        }
    }
}
