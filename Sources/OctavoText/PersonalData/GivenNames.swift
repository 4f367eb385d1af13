// A data table.
/// Given names that are frequent in one of many countries and are no words of everyday English.
enum GivenNames {
    private static let names: Set<String> = Set(
        """
        james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony donald steven paul andrew joshua kenneth \
        kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel \
        gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold \
        keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel logan alan \
        juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny mary patricia jennifer linda elizabeth barbara susan jessica \
        sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura \
        cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria \
        heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha \
        gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia denise amber doris marilyn danielle beverly isabella \
        theresa diana natalie brittany charlotte marie kayla alexis lori oliver liam lucas mason ava mia amelia harper chloe zoe isla freya poppy \
        hans peter klaus wolfgang jürgen dieter manfred uwe günter horst bernd stefan andreas thorsten markus matthias sebastian tobias lukas leon finn jonas \
        felix maximilian ursula ingrid monika petra sabine renate helga karin brigitte claudia katrin anja heike birgit lena leonie greta johanna frieda \
        jean pierre michel andré philippe rené louis alain jacques bernard marcel daniel françois nicolas julien antoine hugo mathis théo camille manon léa \
        chloé inès jeanne françoise monique nathalie isabelle sylvie céline aurélie élodie antonio manuel jesús josé francisco javier carlos alejandro miguel \
        rafael pedro ángel pablo sergio fernando jorge alberto álvaro diego carmen josefa dolores pilar teresa lucía marta paula sofía elena cristina raquel \
        giuseppe giovanni antonio mario luigi angelo vincenzo salvatore franco lorenzo leonardo matteo alessandro giulia chiara francesca federica valentina \
        jan piet kees willem hendrik johannes sanne lotte femke anouk sven lars björn erik anders nils karl johan mikael astrid ingrid linnea elsa freja \
        mette søren jens niels rasmus katarzyna agnieszka małgorzata krzysztof andrzej tomasz piotr paweł marcin jakub mateusz zofia \
        ivan dmitri dmitry sergei sergey alexei vladimir mikhail nikolai olga tatiana natalia svetlana irina ekaterina anastasia \
        mohammed muhammad ahmed mohamed ali omar hassan hussein ibrahim khalid youssef mustafa abdullah fatima aisha khadija zainab maryam layla laila noor \
        wei li ming hui jing xiaoming yuki hiroshi takashi kenji haruto sakura yoko keiko akira minjun jiwoo seoyeon \
        raj amit rahul rohit sanjay vijay anil priya pooja neha anjali deepak sunita lakshmi arjun vikram ravi kavita aarav ananya \
        chidi chioma ngozi emeka kwame kofi ama abena tunde oluwaseun thabo sipho nomsa zanele mehmet mustafa ayşe fatma zeynep emre elif burak \
        nguyen thi linh minh anh maya noa amir leila kofi oskar pavel marco ines grace hugo
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

    static func contains(_ name: String) -> Bool { names.contains(name) }
}
